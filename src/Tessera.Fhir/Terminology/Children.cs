namespace Tessera.Fhir.Terminology;

/// <summary>The hierarchy of a code system turned round: for each concept those directly below it, in two flat arrays.</summary>
internal sealed class Children
{
    private readonly int[] starts;
    private readonly int[] concepts;

    public Children(CodeSystem system)
    {
        var parents = new List<int>(2 * system.Count);
        var ends = new int[system.Count];
        for (var child = 0; child < ends.Length; child++)
        {
            system.AddParents(child, parents);
            ends[child] = parents.Count;
        }

        starts = new int[system.Count + 1];
        foreach (var parent in parents) starts[parent + 1]++;
        for (var i = 0; i < system.Count; i++) starts[i + 1] += starts[i];

        concepts = new int[starts[^1]];
        var next = starts.AsSpan(0, system.Count).ToArray();
        for (var (child, at) = (0, 0); child < ends.Length; child++)
            for (; at < ends[child]; at++) concepts[next[parents[at]]++] = child;
    }

    public ReadOnlySpan<int> Of(int index) => concepts.AsSpan(starts[index], starts[index + 1] - starts[index]);
}
