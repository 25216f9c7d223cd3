using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Indexing;

/// <summary>Reads quantities, money, ranges and the limits of sampled data.</summary>
internal sealed class QuantityReader(NameTable names)
{
    private const string CurrencySystem = "urn:iso:std:iso:4217";

    private readonly int value = names.Find("value");
    private readonly int comparator = names.Find("comparator");
    private readonly int system = names.Find("system");
    private readonly int code = names.Find("code");
    private readonly int unit = names.Find("unit");
    private readonly int currency = names.Find("currency");
    private readonly int low = names.Find("low");
    private readonly int high = names.Find("high");

    public void Read(IndexEntries entries, SearchParameter parameter, FhirNode node, string type)
    {
        switch (type)
        {
            case "Range": Range(entries, parameter, node); break;
            case "Money": Money(entries, parameter, node); break;
            case "Quantity" or "SimpleQuantity" or "MoneyQuantity" or "Age" or "Duration" or "Count" or "Distance": Quantity(entries, parameter, node); break;
        }
    }

    private void Quantity(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        if (Number(node[value]) is not { } number) return;
        // "< 5" may be anything below (https://hl7.org/fhir/R4/datatypes.html#Quantity).
        var (least, greatest) = Text(node[comparator]) switch
        {
            "<" or "<=" => (double.NegativeInfinity, number),
            ">" or ">=" => (number, double.PositiveInfinity),
            _ => (number, number),
        };
        Add(entries, parameter, least, greatest, node);
    }

    private void Range(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        var least = Number(node[low][value]);
        var greatest = Number(node[high][value]);
        if (least is null && greatest is null) return;
        Add(entries, parameter, least ?? double.NegativeInfinity, greatest ?? double.PositiveInfinity, node[least is null ? high : low]);
    }

    private void Money(IndexEntries entries, SearchParameter parameter, FhirNode node)
    {
        if (Number(node[value]) is { } number)
            entries.Quantities.Add(new QuantityEntry(parameter, number, number, CurrencySystem, Text(node[currency]), ""));
    }

    private void Add(IndexEntries entries, SearchParameter parameter, double least, double greatest, FhirNode unitOf) =>
        entries.Quantities.Add(new QuantityEntry(parameter, least, greatest, Text(unitOf[system]), Text(unitOf[code]), Text(unitOf[unit])));

    private static double? Number(FhirNode node) =>
        node.Kind == JsonKind.Number && DecimalRange.TryParse(node.ToText(), out var number) ? number.Value : null;

    private static string Text(FhirNode node) => node.Kind == JsonKind.String ? node.ToText() : "";
}
