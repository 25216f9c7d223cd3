using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A primitive from a cell, as a mapping file asks for it: mapped, with a default, written as its type wants it.</summary>
internal sealed class PrimitiveElement(string column, PrimitiveForm form) : Element
{
    private readonly Cell cell = new(column);

    /// <summary>What local words mean; null for as they are.</summary>
    public CodeMap? Map { get; init; }

    /// <summary>The value of an empty cell, or null for none.</summary>
    public string? Default { get; init; }

    public override void Bind(Layout layout, string path) => cell.Bind(layout, path);

    public override bool Exists(Row row) => Default is not null || cell.Peek(row) is not null;

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var text = cell.Use(row) is { } given ? Mapped(row, given) : Default!;
        switch (form)
        {
            case PrimitiveForm.Date: Date(row, json, DateKind.Date); break;
            case PrimitiveForm.DateTime: Date(row, json, DateKind.DateTime); break;
            case PrimitiveForm.Instant: Date(row, json, DateKind.Instant); break;
            case PrimitiveForm.Number: Number(row, json, text); break;
            case PrimitiveForm.Boolean: Flag(row, json, text); break;
            default: json.WriteStringValue(text); break;
        }
    }

    private string Mapped(Row row, string given)
    {
        if (Map is null) return given;
        if (Map.Find(given) is { } target) return target.Code;
        row.Problem(cell.Index, $"the map '{Map.Name}' does not have this value", $"Add it to the map, or use one of: {string.Join(", ", Map.Keys.Take(12))}.");
        return given;
    }

    private void Date(Row row, Utf8JsonWriter json, DateKind kind) => json.WriteStringValue(row.Date(cell.Index, kind) ?? "");

    private void Number(Row row, Utf8JsonWriter json, string text)
    {
        if (MeasuredValue.Read(row.File.Settings.Plain(text)) is { Comparator: null, Unit: null, Number: var number }) json.WriteRawValue(number);
        else
        {
            row.Problem(cell.Index, "the text is not a number", "Write digits, with the decimal sign that the mapping states.");
            json.WriteNumberValue(0);
        }
    }

    private void Flag(Row row, Utf8JsonWriter json, string text)
    {
        if (!bool.TryParse(text, out var value)) row.Problem(cell.Index, "the value is neither true nor false", "Write true or false, or give the element a map.");
        json.WriteBooleanValue(value);
    }
}

/// <summary>How a primitive stands in JSON.</summary>
internal enum PrimitiveForm
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A dateTime.</summary>
    DateTime,

    /// <summary>An instant.</summary>
    Instant,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,
}
