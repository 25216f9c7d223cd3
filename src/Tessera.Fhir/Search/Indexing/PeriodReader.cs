using Tessera.Fhir.Json;

namespace Tessera.Fhir.Search.Indexing;

/// <summary>Reads dates, periods and timings as ranges of instants.</summary>
internal sealed class PeriodReader(NameTable names)
{
    private readonly int start = names.Find("start");
    private readonly int end = names.Find("end");
    private readonly int events = names.Find("event");
    private readonly int repeat = names.Find("repeat");
    private readonly int boundsPeriod = names.Find("boundsPeriod");

    public DateRange? Read(FhirNode node, string type) => type switch
    {
        "Period" => Period(node),
        "Timing" => Timing(node),
        _ => Date(node),
    };

    private static DateRange? Date(FhirNode node) =>
        node.Kind == JsonKind.String && DateRange.TryParse(node.ToText(), out var range) ? range : null;

    private DateRange? Period(FhirNode node)
    {
        var first = Date(node[start]);
        var last = Date(node[end]);
        if (first is null && last is null) return null;
        return new DateRange(first?.Low ?? long.MinValue, last?.High ?? long.MaxValue);
    }

    // A timing is the time from its first event to its last, or its bounds (https://hl7.org/fhir/R4/search.html#date).
    private DateRange? Timing(FhirNode node)
    {
        DateRange? whole = Period(node[repeat][boundsPeriod]);
        foreach (var item in node[events].Items)
            if (Date(item) is { } one) whole = whole?.Union(one) ?? one;
        return whole;
    }
}
