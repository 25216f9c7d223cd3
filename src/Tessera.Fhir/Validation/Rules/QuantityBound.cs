using System.Globalization;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology.Ucum;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>The smallest or largest Quantity that a profile allows. It is a bound on the amount, whatever the unit
/// (https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.minValue_x_).</summary>
internal sealed class QuantityBound
{
    private const string Ucum = "http://unitsofmeasure.org";
    private readonly decimal value;
    private readonly string? system;
    private readonly string? code;
    private readonly UcumUnit? unit;

    private QuantityBound(decimal value, string? system, string? code, string text)
    {
        (this.value, this.system, this.code, Text) = (value, system, code, text);
        if (system == Ucum && code is not null) _ = UcumUnit.TryParse(code, out unit);
    }

    /// <summary>The bound for messages.</summary>
    public string Text { get; }

    /// <summary>Reads a bound; null when it is no Quantity with a value.</summary>
    public static QuantityBound? Of(FhirNode bound)
    {
        if (bound.Kind != JsonKind.Object || Value(bound) is not { } value) return null;
        return new QuantityBound(value, bound.Text("system"), bound.Text("code"), $"{bound["value"].ToText()} {bound.Text("code") ?? bound.Text("unit")}".TrimEnd());
    }

    /// <summary>How a Quantity stands to the bound, or null when the two cannot be compared.</summary>
    public int? Compare(FhirNode quantity)
    {
        if (Value(quantity) is not { } other) return null;
        var (otherSystem, otherCode) = (quantity.Text("system"), quantity.Text("code"));
        if (code is null || (otherSystem == system && otherCode == code)) return other.CompareTo(value);
        if (unit is null || otherSystem != Ucum || otherCode is null || !UcumUnit.TryParse(otherCode, out var otherUnit) || !unit.IsComparable(otherUnit)) return null;
        return otherUnit.ToBase(other).CompareTo(unit.ToBase(value));
    }

    private static decimal? Value(FhirNode quantity) =>
        quantity["value"] is { Kind: JsonKind.Number } number && decimal.TryParse(number.ToText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
