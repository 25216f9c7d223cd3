using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>Makes the snapshot of a StructureDefinition from its differential and the snapshot of what it is derived from.
/// See http://hl7.org/fhir/R4/profiling.html#snapshot. What it needs and cannot find, or what refers to itself, is an issue that
/// names it. Not safe to share between threads.</summary>
/// <param name="find">Gives the JSON of the StructureDefinition with a canonical URL (perhaps with <c>|version</c>), or null. One
/// without a snapshot gets it made here.</param>
public sealed class SnapshotGenerator(Func<string, JsonElement?> find)
{
    /// <summary>Most elements of one snapshot, those made on the way included.</summary>
    public const int MostElements = 50_000;

    // Each step is a structure that the one before is derived from or walks into.
    private const int LongestChain = 100;

    private readonly Dictionary<string, (SnapshotSource? Source, Issue? Issue)> sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);

    /// <summary>Makes a snapshot.</summary>
    /// <param name="structureDefinition">A StructureDefinition with a differential.</param>
    /// <param name="snapshot">An array of the snapshot's elements.</param>
    /// <param name="issue">Why there is none, or null.</param>
    public bool TryGenerate(JsonElement structureDefinition, out JsonElement snapshot, [NotNullWhen(false)] out Issue? issue)
    {
        snapshot = default;
        var name = Name(structureDefinition);
        if (underWay.Count >= LongestChain) return Refuse($"It takes more than {LongestChain} structures to make the snapshot of {name}.", name, out issue);
        if (!underWay.Add(name)) return Refuse($"{name} is defined by itself, so it has no snapshot.", name, out issue);
        try
        {
            if (structureDefinition.OptionalText("baseDefinition") is not { } baseUrl) return Refuse($"{name} has neither a snapshot nor a base definition.", name, out issue);
            if (!TryGetSource(baseUrl, out var source, out issue)) return false;
            var builder = new SnapshotBuilder(this, structureDefinition, source, new SnapshotBudget(MostElements));
            issue = builder.Build();
            if (issue is null) snapshot = SnapshotWriter.Elements(builder.Root);
            return issue is null;
        }
        finally
        {
            underWay.Remove(name);
        }
    }

    /// <summary>The snapshot of another structure; it is kept.</summary>
    internal bool TryGetSource(string canonical, [NotNullWhen(true)] out SnapshotSource? source, [NotNullWhen(false)] out Issue? issue)
    {
        if (!sources.TryGetValue(canonical, out var known))
        {
            known = Source(canonical);
            // A chain that is too long from here may be short enough from its middle.
            if (known.Source is not null || underWay.Count < LongestChain) sources[canonical] = known;
        }
        (source, issue) = known;
        return source is not null;
    }

    /// <summary>The attributes of a structure's root as far as they can be had without making a snapshot.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? RootOf(string canonical)
    {
        if (sources.TryGetValue(canonical, out var known) && known.Source is { } made) return made.Root.Attributes;
        if (find(canonical) is not { } structure) return null;
        if (structure.Part("snapshot").ValueKind == JsonValueKind.Object && TryGetSource(canonical, out var source, out _)) return source.Root.Attributes;
        return structure.Part("differential").Items("element").Take(1).SelectMany(element => element.EnumerateObject())
            .GroupBy(attribute => attribute.Name).ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);
    }

    private (SnapshotSource?, Issue?) Source(string canonical)
    {
        if (find(canonical) is not { ValueKind: JsonValueKind.Object } structure) return (null, Missing(canonical));
        if (SnapshotSource.Read(structure) is { } published) return (published, null);
        if (!TryGenerate(structure, out var snapshot, out var issue)) return (null, issue);
        return SnapshotSource.Read(structure.WithSnapshot(snapshot)) is { } made ? (made, null) : (null, Missing(canonical));
    }

    private static string Name(JsonElement structure) => structure.Text("version") is { Length: > 0 } version ? $"{structure.Text("url")}|{version}" : structure.Text("url");

    private static Issue Missing(string canonical) =>
        new(IssueSeverity.Warning, IssueType.NotSupported, "", $"{canonical} is not loaded, so structures that build on it have no snapshot.") { Missing = canonical, Fix = "Add the package that defines it." };

    private static bool Refuse(string message, string name, out Issue issue)
    {
        issue = new Issue(IssueSeverity.Warning, IssueType.NotSupported, "", message) { Missing = name };
        return false;
    }
}
