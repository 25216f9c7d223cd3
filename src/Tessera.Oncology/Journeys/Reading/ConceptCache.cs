using System.Text;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Concepts by the bytes of their JSON: a centre's records repeat a few thousand of them millions of times. A slot holds the last
/// that fell on it, so the cache is bounded, needs no lock, and a lost race costs one making. <c>bench journey</c> pays for it.</summary>
internal sealed class ConceptCache(Fields fields)
{
    // Longer ones are free text, which repeats as little as it should stay in memory.
    private const int Longest = 512;

    private readonly Entry?[] slots = new Entry?[4096];

    /// <summary>The concept that a CodeableConcept or Coding states, or null when it says nothing.</summary>
    public Concept? Get(FhirNode node)
    {
        if (node.Kind != JsonKind.Object) return null;
        var json = node.Raw;
        if (json.Length > Longest) return Make(node);
        ref var slot = ref slots[Slot(json)];
        if (slot is { } known && json.SequenceEqual(known.Json)) return known.Concept;
        var concept = Make(node);
        slot = new Entry(json.ToArray(), concept);
        return concept;
    }

    private Concept? Make(FhirNode node)
    {
        var codings = new List<Coding>();
        var hasCodings = node[fields.Coding].Exists;
        foreach (var item in (hasCodings ? node[fields.Coding] : node).Items)
        {
            var coding = new Coding(Text(item[fields.System]), Text(item[fields.Code]), Text(item[fields.Display]));
            if (coding.Code.Length > 0 || coding.Display.Length > 0) codings.Add(coding);
        }

        var text = Text(node[fields.Text]);
        if (text.Length == 0) text = FirstOf(codings, coding => coding.Display);
        if (text.Length == 0) text = FirstOf(codings, coding => CodeNames.Of(coding.System, coding.Code) ?? "");
        if (text.Length == 0) text = FirstOf(codings, coding => coding.Code);
        return text.Length == 0 ? null : new Concept(text, codings);
    }

    private static string FirstOf(List<Coding> codings, Func<Coding, string> part)
    {
        foreach (var coding in codings)
            if (part(coding) is { Length: > 0 } text) return text;
        return "";
    }

    private static string Text(FhirNode node) => node.Kind == JsonKind.String ? Encoding.UTF8.GetString(node.Utf8) : "";

    private int Slot(ReadOnlySpan<byte> json)
    {
        var hash = new HashCode();
        hash.AddBytes(json);
        return hash.ToHashCode() & (slots.Length - 1);
    }

    private sealed record Entry(byte[] Json, Concept? Concept);
}
