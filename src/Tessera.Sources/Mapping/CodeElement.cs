using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A FHIR code from a closed list.</summary>
internal sealed class CodeElement(string column, CodeList list) : Element
{
    private readonly Cell cell = new(column);

    /// <summary>The code of an empty cell, or null for none.</summary>
    public string? Default { get; init; }

    public override void Bind(Layout layout, string path) => cell.Bind(layout, path);

    public override bool Exists(Row row) => Default is not null || cell.Peek(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json) =>
        json.WriteStringValue(cell.Use(row) is { } text ? list.Require(row, cell.Index, text) : Default);
}
