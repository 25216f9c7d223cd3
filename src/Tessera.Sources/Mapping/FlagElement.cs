using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A boolean, written true or false in any case.</summary>
internal sealed class FlagElement(string column) : Element
{
    private readonly Cell cell = new(column);

    public override void Bind(Layout layout, string path) => cell.Bind(layout, path);

    public override bool Exists(Row row) => cell.Peek(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var read = bool.TryParse(cell.Use(row), out var value);
        if (!read) row.Problem(cell.Index, "the value is neither true nor false", "Write true or false.");
        json.WriteBooleanValue(value);
    }
}
