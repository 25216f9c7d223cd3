using System.Runtime.CompilerServices;

namespace Tessera.Sources.Mapping;

/// <summary>The sets of origins that the rows of a layout have: few, so that resources share them.</summary>
internal sealed class OriginSets
{
    private const int Most = 1024;

    private readonly Dictionary<int, ElementOrigin[]> known = [];

    /// <summary>The origins as an array that others with the same origins in the same order may share.</summary>
    public ElementOrigin[] Of(List<ElementOrigin> origins)
    {
        var hash = origins.Count;
        foreach (var origin in origins) hash = (hash * 31) + RuntimeHelpers.GetHashCode(origin);
        if (known.TryGetValue(hash, out var same) && AreSame(same, origins)) return same;
        var made = origins.ToArray();
        if (known.Count < Most) known[hash] = made;
        return made;
    }

    private static bool AreSame(ElementOrigin[] known, List<ElementOrigin> origins)
    {
        if (known.Length != origins.Count) return false;
        for (var i = 0; i < known.Length; i++)
            if (!ReferenceEquals(known[i], origins[i])) return false;
        return true;
    }
}
