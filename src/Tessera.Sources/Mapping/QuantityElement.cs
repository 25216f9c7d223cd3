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
        if (Read(row) is { } amount) amount.Write(json);
        else json.WriteNullValue();
    }

    // The cell that is wrong is the one that is told: the number's or the unit's.
    private MeasuredValue? Read(Row row)
    {
        var (read, reason, fix) = row.Numeral(number.Use(row)!);
        if (read is not { } amount || (unit is not null && amount.Unit is not null))
        {
            row.Problem(number.Column, reason ?? "the value is not a number", fix ?? (unit is null
                ? "Write a number with the decimal sign of the file, and its unit after a space."
                : "Write a number with the decimal sign of the file, and its unit in the cell for it."));
            return null;
        }

        if (unit?.Use(row) is not { } of) return amount;
        // A code of UCUM is a unit whatever it looks like: 1, for what has none.
        if (UcumUnits.Code(of) is not null) return amount with { Unit = of };
        if (MeasuredValue.Read($"{amount.Comparator}{amount.Number} {of}") is { } whole) return whole;
        row.Problem(unit.Column, "the cell is no unit", "Write a unit such as mg/dL, without a number or a sign before it.");
        return null;
    }
}
