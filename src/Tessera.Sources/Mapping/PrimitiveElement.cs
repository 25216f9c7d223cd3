using System.Globalization;
using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A primitive, written as its type wants it.</summary>
internal sealed class PrimitiveElement(TextValue value, PrimitiveForm form) : Element
{
    /// <summary>The least and the greatest number that are allowed, or null for any.</summary>
    public (decimal Least, decimal Greatest)? Range { get; init; }

    /// <summary>Whether it is a day that has been, such as that of a birth.</summary>
    public bool IsPast { get; init; }

    public override bool IsFixed => value.IsConstant;

    public override void Bind(Layout layout, string path) => value.Bind(layout, path);

    public override bool Exists(Row row) => value.Exists(row);

    public override void Write(Row row, Utf8JsonWriter json)
    {
        // A text that was refused is a problem of the row already.
        var text = value.Use(row) ?? "";
        switch (form)
        {
            case PrimitiveForm.Date: Date(row, json, text, DateKind.Date); break;
            case PrimitiveForm.DateTime: Date(row, json, text, DateKind.DateTime); break;
            case PrimitiveForm.Instant: Date(row, json, text, DateKind.Instant); break;
            case PrimitiveForm.Number: Number(row, json, text); break;
            case PrimitiveForm.Whole: Whole(row, json, text); break;
            case PrimitiveForm.Boolean: Flag(row, json, text); break;
            default: json.WriteStringValue(text); break;
        }
    }

    private void Date(Row row, Utf8JsonWriter json, string text, DateKind kind) => json.WriteStringValue(Past(row, row.Date(text, value.Column, kind)) ?? "");

    private string? Past(Row row, string? date)
    {
        if (IsPast && date is not null && string.CompareOrdinal(date, row.Context.Today[..Math.Min(date.Length, 10)]) > 0)
            row.Problem(value.Column, "the date lies in the future", "Correct the date; where years have two digits, check centuryFrom in the mapping's format.");
        return date;
    }

    private void Number(Row row, Utf8JsonWriter json, string text)
    {
        var read = row.Numeral(text);
        if (read.Value is not { Comparator: null, Unit: null, Number: var number })
            row.Problem(value.Column, read.Reason ?? "the text is not a number", read.Fix ?? "Write digits, with the decimal sign that the mapping states.");
        else if (Range is { } range && (!decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) || amount < range.Least || amount > range.Greatest))
            row.Problem(value.Column, $"the value is not a number from {range.Least} to {range.Greatest}", "Correct the number.");
        else
        {
            json.WriteRawValue(number);
            return;
        }
        json.WriteNumberValue(0);
    }

    private void Whole(Row row, Utf8JsonWriter json, string text)
    {
        var isWhole = int.TryParse(row.Measured(text) is { Comparator: null, Unit: null } plain ? plain.Number : text, Range is { Least: >= 0 } ? NumberStyles.None : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (!isWhole || (Range is { } range && (number < range.Least || number > range.Greatest)))
        {
            var limits = Range is { } stated ? $" from {stated.Least} to {stated.Greatest}" : "";
            row.Problem(value.Column, $"the value is not a whole number{limits}", $"Write a whole number{limits}.");
        }
        json.WriteNumberValue(number);
    }

    private void Flag(Row row, Utf8JsonWriter json, string text)
    {
        if (!bool.TryParse(text, out var flag)) row.Problem(value.Column, "the value is neither true nor false", "Write true or false, or give the element a map.");
        json.WriteBooleanValue(flag);
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

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>true or false.</summary>
    Boolean,
}
