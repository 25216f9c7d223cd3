using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions.Layers;

/// <summary>Collects the codes that the value sets of a package list, so that a layer can tell the text of a code whose code system is
/// not loaded. The tables point at the entries of the value sets: nothing is written twice.</summary>
internal sealed class ListedCodes
{
    private readonly SortedDictionary<string, Dictionary<string, (int Position, bool HasDisplay)>> systems = new(StringComparer.Ordinal);

    public void Add(string system, string code, string? display, int position)
    {
        if (!systems.TryGetValue(system, out var codes)) systems.Add(system, codes = new(StringComparer.Ordinal));
        if (!codes.TryGetValue(code, out var known) || (!known.HasDisplay && display is not null)) codes[code] = (position, display is not null);
    }

    /// <param name="to">The layer.</param>
    /// <param name="isComplete">Whether every code of a system is known with its text anyhow.</param>
    public void Write(LayerWriter to, Func<string, bool> isComplete)
    {
        foreach (var (system, codes) in systems)
        {
            if (isComplete(system)) continue;
            var table = new ConceptTableWriter(to);
            foreach (var (code, entry) in codes) table.AddWritten(code, entry.Position);
            var start = table.Finish();
            to.Begin(DefinitionKind.ListedCodes, system, "");
            to.Number(start);
        }
    }

    public static ConceptTable Read(DefinitionLayer layer, LayerReader from) => new(layer.Memory, from.Number());
}
