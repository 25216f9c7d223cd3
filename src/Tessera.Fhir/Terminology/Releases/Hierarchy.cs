using Tessera.Fhir.Definitions.Layers;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>Looks whether a hierarchy runs in a circle, in time proportional to its size and without recursion.</summary>
internal static class Hierarchy
{
    private const int MostShown = 8;

    /// <summary>The codes of one circle, each below the next, or null when there is none.</summary>
    public static IReadOnlyList<string>? FindCircle(IReadOnlyList<ConceptSource> concepts)
    {
        // Concepts without children are taken away until none is left; what remains is a circle or above one.
        var children = new int[concepts.Count];
        foreach (var concept in concepts)
            foreach (var parent in concept.Parents) children[parent]++;
        var open = new Stack<int>();
        for (var i = 0; i < children.Length; i++)
            if (children[i] == 0) open.Push(i);
        var left = concepts.Count;
        while (open.TryPop(out var leaf))
        {
            left--;
            foreach (var parent in concepts[leaf].Parents)
                if (--children[parent] == 0) open.Push(parent);
        }

        return left == 0 ? null : Walk(concepts, children);
    }

    // Of what remains every concept has a child that remains: going down must come back to where it was.
    private static List<string> Walk(IReadOnlyList<ConceptSource> concepts, int[] children)
    {
        var childOf = new int[concepts.Count];
        for (var i = 0; i < concepts.Count; i++)
        {
            if (children[i] == 0) continue;
            foreach (var parent in concepts[i].Parents) childOf[parent] = i;
        }

        var seen = new HashSet<int>();
        var at = Array.FindIndex(children, count => count > 0);
        while (seen.Add(at)) at = childOf[at];
        var circle = new List<string>();
        var first = at;
        do
        {
            circle.Add(concepts[at].Code);
            at = childOf[at];
        }
        while (at != first && circle.Count < MostShown);
        circle.Reverse();
        return circle;
    }
}
