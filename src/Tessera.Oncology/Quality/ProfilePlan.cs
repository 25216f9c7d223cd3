namespace Tessera.Oncology.Quality;

/// <summary>What is asked of a record of one profile: each probe once, though several elements rest on it.</summary>
internal sealed class ProfilePlan
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public List<ElementProbe> Probes { get; } = [];

    public List<QualityTarget> Targets { get; } = [];

    public int PlaceOf(string id, Func<ElementProbe> compile)
    {
        if (places.TryGetValue(id, out var place)) return place;
        places.Add(id, place = Probes.Count);
        Probes.Add(compile());
        return place;
    }
}
