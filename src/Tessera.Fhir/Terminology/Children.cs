namespace Tessera.Fhir.Terminology;

/// <summary>The hierarchy of a code system turned round: for each concept those directly below it, in two flat arrays.</summary>
internal sealed class Children
{
    private readonly int[] starts;
    private readonly int[] concepts;

    public Children(CodeSystem system)
    {
        var parents = Enumerable.Range(0, system.Count).Select(system.Parents).ToArray();
        starts = new int[system.Count + 1];
        foreach (var parent in parents.SelectMany(list => list)) starts[parent + 1]++;
        for (var i = 0; i < system.Count; i++) starts[i + 1] += starts[i];

        concepts = new int[starts[^1]];
        var next = starts.AsSpan(0, system.Count).ToArray();
        for (var child = 0; child < parents.Length; child++)
            foreach (var parent in parents[child]) concepts[next[parent]++] = child;
    }

    public ReadOnlySpan<int> Of(int index) => concepts.AsSpan(starts[index], starts[index + 1] - starts[index]);
}
