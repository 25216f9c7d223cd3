using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>A Quantity from a cell such as <c>66.89 [in_i]</c> or <c>&lt;0.1 ng/mL</c>, or from a number and a unit that stand apart. The digits are
/// kept; a unit that means one of UCUM has its code beside it.</summary>
internal sealed class QuantityElement(TextValue number, TextValue? unit) : Element
{
    public override void Bind(Layout layout, string path)
    {
        number.Bind(layout, path);
        unit?.Bind(layout, path);
    }

    public override bool Exists(Row row) => number.Exists(row);

    public override void Write(Row row, Utf8JsonWriter json)
    {
        var text = number.Use(row)!;
        if (Read(row, text) is { } amount) amount.Write(json);
        else
        {
            var (_, reason, fix) = row.Numeral(text);
            row.Problem(number.Column, reason ?? "the value is not a number", fix ?? (unit is null
                ? "Write a number with the decimal sign of the file, and its unit after a space."
                : "Write a number with the decimal sign of the file, and its unit in the cell for it."));
            json.WriteNullValue();
        }
    }

    private MeasuredValue? Read(Row row, string text)
    {
        var amount = row.Measured(text);
        if (unit is null) return amount;
        if (amount is not { Unit: null } plain) return null;
        return unit.Use(row) is { } of ? MeasuredValue.Read($"{plain.Comparator}{plain.Number} {of}") : plain;
    }
}
