using System.Text;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Validation.Rules;

/// <summary>The systems of codings by the UTF-8 of their URLs. A slot holds the last that fell on it, so the table is bounded whatever
/// documents hold and needs no lock; a lost race costs one lookup.</summary>
internal sealed class KnownSystems(FhirDefinitions definitions)
{
    private readonly KnownSystem?[] slots = new KnownSystem?[1024];

    public KnownSystem Get(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref slots[Slot(utf8)];
        if (slot is { } known && utf8.SequenceEqual(known.Utf8)) return known;
        var system = new KnownSystem(utf8.ToArray(), Encoding.UTF8.GetString(utf8), definitions);
        slot = system;
        return system;
    }

    private int Slot(ReadOnlySpan<byte> utf8)
    {
        var hash = 17u;
        foreach (var value in utf8) hash = (hash * 31) + value;
        return (int)((hash ^ (hash >> 12)) & (uint)(slots.Length - 1));
    }
}
