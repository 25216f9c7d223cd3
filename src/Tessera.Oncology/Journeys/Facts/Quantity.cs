namespace Tessera.Oncology.Journeys.Facts;

/// <summary>A measured amount. See https://hl7.org/fhir/R4/datatypes.html#Quantity.</summary>
/// <param name="Number">The number; null when its digits do not fit 28 places.</param>
/// <param name="Digits">The digits as recorded: <c>2.50</c> is not <c>2.5</c>.</param>
/// <param name="Comparator"><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, or empty when the number is exact.</param>
/// <param name="Unit">The unit for people; empty when none is recorded.</param>
/// <param name="UnitCode">The UCUM code of the unit; empty when it has none.</param>
public sealed record Quantity(decimal? Number, string Digits, string Comparator, string Unit, string UnitCode)
{
    /// <inheritdoc/>
    public override string ToString() => Unit.Length > 0 ? $"{Comparator}{Digits} {Unit}" : Comparator + Digits;
}
