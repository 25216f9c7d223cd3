namespace Tessera.Centre.PatientLists;

/// <summary>Which patients are listed. Values of one facet mean "one of them"; facets all hold.</summary>
public sealed record PatientFilter
{
    /// <summary>No filter.</summary>
    public static PatientFilter None { get; } = new();

    /// <summary>The values chosen, by facet.</summary>
    public IReadOnlyDictionary<PatientFacet, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<PatientFacet, IReadOnlyList<string>>();

    /// <summary>Only these patients, by id; null for all. What a search found.</summary>
    public IReadOnlyCollection<string>? Among { get; init; }

    /// <summary>The values chosen of a facet.</summary>
    public IReadOnlyList<string> this[PatientFacet facet] => Chosen.TryGetValue(facet, out var values) ? values : [];

    /// <summary>The same filter with other values of a facet.</summary>
    public PatientFilter With(PatientFacet facet, params IReadOnlyList<string> values)
    {
        var chosen = Chosen.Where(pair => pair.Key != facet).ToDictionary();
        if (values.Count > 0) chosen[facet] = values;
        return this with { Chosen = chosen };
    }
}
