using System.Collections.Concurrent;

namespace Tessera.Oncology.Quality;

/// <summary>The elements that the non-empty cells of a source record fed, as the parts of their paths: <c>Condition</c>, <c>bodySite</c>,
/// <c>extension http://…</c>, <c>value</c>. Records of one layout share few of these, so what an element makes of them is remembered.</summary>
public sealed class FedElements
{
    private readonly IReadOnlyList<IReadOnlyList<string>> paths;
    private readonly ConcurrentDictionary<ElementProbe, bool> known = [];

    /// <summary>Keeps the paths.</summary>
    public FedElements(IReadOnlyList<IReadOnlyList<string>> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        this.paths = paths;
    }

    /// <summary>Whether nothing is said about single elements: the record came as it is.</summary>
    internal bool IsWhole => paths.Count == 0;

    /// <summary>Whether a cell feeds an element: it became a part of it, or the element is a part of what it became.</summary>
    internal bool Feeds(ElementProbe probe)
    {
        if (known.TryGetValue(probe, out var feeds)) return feeds;
        feeds = paths.Any(path => Shares(path, probe.Parts));
        known.TryAdd(probe, feeds);
        return feeds;
    }

    private static bool Shares(IReadOnlyList<string> path, IReadOnlyList<string> parts)
    {
        var shared = 0;
        while (shared < path.Count && shared < parts.Count && IsSame(path[shared], parts[shared])) shared++;
        if (shared == path.Count) return shared > 1;
        return shared == parts.Count && (IsExtension(parts[^1]) || !IsExtension(path[shared]));
    }

    // What qualifies a value, such as the side of a site, is not the value; what is inside of an extension is the extension.
    private static bool IsExtension(string part) => part.StartsWith("extension", StringComparison.Ordinal);

    // A choice element is "value" in a definition, "valueQuantity" in JSON.
    private static bool IsSame(string path, string part) =>
        path == part || (part.EndsWith("[x]", StringComparison.Ordinal) && path.StartsWith(part[..^3], StringComparison.Ordinal)
            && (path.Length == part.Length - 3 || char.IsAsciiLetterUpper(path[part.Length - 3])));
}
