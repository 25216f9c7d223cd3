using System.Text.Json;
using Tessera.Fhir.Definitions.Snapshots;

namespace Tessera.Conformance.Snapshots;

/// <summary>One attribute of one element that a generated snapshot has otherwise than the published one.</summary>
internal sealed record SnapshotDifference(string Profile, string Element, string Attribute, JsonElement? Published, JsonElement? Generated)
{
    /// <summary>The reason, or null when nobody has explained it.</summary>
    public KnownDifference? Known => KnownDifference.All.FirstOrDefault(known => known.Explains(this));

    public override string ToString() => $"{Profile} {Element} {Attribute}: published {Short(Published)}, generated {Short(Generated)}";

    private static string Short(JsonElement? value) => value is { } some ? some.GetRawText() is { Length: > 400 } text ? text[..400] + "…" : some.GetRawText() : "nothing";
}

/// <summary>Published snapshots beside those that are made from the same differentials.</summary>
internal sealed class SnapshotComparison
{
    public int Profiles { get; private set; }

    public int EqualProfiles { get; private set; }

    public int EqualButForKnown { get; private set; }

    public int Elements { get; private set; }

    public int EqualElements { get; private set; }

    public int Attributes { get; private set; }

    public List<SnapshotDifference> Differences { get; } = [];

    /// <summary>The figures that the documentation states.</summary>
    public (int Profiles, int Elements, int Attributes, int Differing) Size => (Profiles, Elements, Attributes, Differences.Count);

    public List<string> NotMade { get; } = [];

    public void Add(JsonElement structure, SnapshotGenerator generator)
    {
        Profiles++;
        var profile = structure.GetProperty("id").GetString()!;
        if (!generator.TryGenerate(structure, out var snapshot, out var issue))
        {
            NotMade.Add($"{profile} needs {issue.Missing}");
            return;
        }
        var before = Differences.Count;
        var published = structure.GetProperty("snapshot").GetProperty("element").EnumerateArray().ToList();
        var generated = snapshot.EnumerateArray().ToList();
        var byId = generated.ToDictionary(element => element.GetProperty("id").GetString()!);
        foreach (var element in published)
        {
            Elements++;
            var id = element.GetProperty("id").GetString()!;
            if (!byId.TryGetValue(id, out var own)) Differences.Add(new(profile, id, "", element, null));
            else if (Compare(profile, id, element, own)) EqualElements++;
        }
        foreach (var extra in byId.Keys.Except(published.Select(element => element.GetProperty("id").GetString()!))) Differences.Add(new(profile, extra, "", null, byId[extra]));
        if (Differences.Count == before && !published.Select(element => element.GetProperty("id").GetString()).SequenceEqual(generated.Select(element => element.GetProperty("id").GetString())))
            Differences.Add(new(profile, "", "order", null, null));
        if (Differences.Count == before) EqualProfiles++;
        else if (Differences.Skip(before).All(difference => difference.Known is not null)) EqualButForKnown++;
    }

    private bool Compare(string profile, string id, JsonElement published, JsonElement generated)
    {
        var before = Differences.Count;
        foreach (var name in published.EnumerateObject().Select(property => property.Name).Union(generated.EnumerateObject().Select(property => property.Name)))
        {
            Attributes++;
            JsonElement? one = published.TryGetProperty(name, out var value) ? value : null;
            JsonElement? other = generated.TryGetProperty(name, out value) ? value : null;
            if (one is null || other is null || !JsonElement.DeepEquals(one.Value, other.Value)) Differences.Add(new(profile, id, name, one, other));
        }
        return Differences.Count == before;
    }
}
