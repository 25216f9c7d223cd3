using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tessera.Centre.Codes.Elements;
using Tessera.Fhir.Json;

namespace Tessera.Centre.Codes.Maps;

/// <summary>Brings the codings of a document into accord with the code maps: what a map says stands beside what the source said, what a map no longer
/// says is gone. The same function runs at an import and over what was stored before, so that the order of import and decision makes no
/// difference; done twice it changes nothing.</summary>
internal sealed class CodeTranslation(ConceptWalk walk, ConceptReading reading, Func<CodeMapIndex> maps)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document in accord with the maps: the same one when nothing is to be changed.</summary>
    /// <param name="document">A resource.</param>
    /// <param name="source">Tells the id of its source; asked only when a map needs it.</param>
    public FhirDocument Translate(FhirDocument document, Func<string> source)
    {
        var index = maps();
        if (index.IsEmpty) return document;
        List<Piece>? pieces = null;
        Dictionary<string, int>? used = null;
        foreach (var concept in walk.Find(document))
            if (Change(concept, index, source, ref used) is { } piece) (pieces ??= []).Add(piece);
        if (pieces is null) return document;
        // An extension of a concept may stand before or after its codings.
        pieces.Sort((first, second) => first.Start.CompareTo(second.Start));
        return FhirDocument.Parse(Apply(document.Bytes.Span, pieces), document.Names);
    }

    private Piece? Change(FoundConcept concept, CodeMapIndex index, Func<string> source, ref Dictionary<string, int>? used)
    {
        var added = default(byte[]);
        if (reading.Read(concept, index) is { } unmapped && index.Decision(unmapped.Key(unmapped.System.Length == 0 ? source() : "")) is { Target: not null } decision)
            added = Coding(decision, ref used);
        var codings = concept.Node["coding"];
        var (kept, own) = Split(codings, index);
        if (added is null && own.Count == 0) return null;
        if (added is not null && own is [var only] && only.Raw.SequenceEqual(added)) return null;
        return Replacement(concept.Node, codings, kept, added);
    }

    private static (List<FhirNode> Kept, List<FhirNode> Own) Split(FhirNode codings, CodeMapIndex index)
    {
        var (kept, own) = (new List<FhirNode>(), new List<FhirNode>());
        foreach (var coding in codings.Items) (index.IsOwn(coding) ? own : kept).Add(coding);
        return (kept, own);
    }

    private static Piece Replacement(FhirNode concept, FhirNode codings, List<FhirNode> kept, byte[]? added)
    {
        var array = new ArrayBufferWriter<byte>();
        array.Write("["u8);
        foreach (var coding in kept)
        {
            if (array.WrittenCount > 1) array.Write(","u8);
            array.Write(coding.Raw);
        }

        if (added is not null)
        {
            if (array.WrittenCount > 1) array.Write(","u8);
            array.Write(added);
        }

        array.Write("]"u8);
        if (!codings.Exists) return new Piece(concept.Offset + 1, 0, [.. "\"coding\":"u8, .. array.WrittenSpan, .. ","u8]);
        if (kept.Count > 0 || added is not null) return new Piece(codings.Offset, codings.Raw.Length, array.WrittenSpan.ToArray());
        return Removal(concept, codings);
    }

    // A concept that had a text alone had no "coding" at all.
    private static Piece Removal(FhirNode concept, FhirNode codings)
    {
        var bytes = concept.Document.Bytes.Span;
        var start = codings.Offset - 1;
        while (bytes[start] != (byte)':') start--;
        while (bytes[start] != (byte)'"') start--;
        start -= "\"coding".Length;
        var end = codings.Offset + codings.Raw.Length;
        while (bytes[end] <= ' ') end++;
        if (bytes[end] == (byte)',') return new Piece(start, end + 1 - start, []);
        while (bytes[start - 1] <= ' ') start--;
        if (bytes[start - 1] == (byte)',') start--;
        return new Piece(start, codings.Offset + codings.Raw.Length - start, []);
    }

    private static byte[] Coding(CodeMapChange decision, ref Dictionary<string, int>? used)
    {
        var id = CodeMapIndex.ElementId(decision);
        // An id stands once in a resource.
        var occurrence = (used ??= new(StringComparer.Ordinal))[id] = used.GetValueOrDefault(id) + 1;
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Json))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, occurrence == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}.{occurrence}"));
            json.WriteString("system"u8, decision.Target!.System);
            json.WriteString("code"u8, decision.Target.Code);
            if (decision.Target.Display is { Length: > 0 } display) json.WriteString("display"u8, display);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static byte[] Apply(ReadOnlySpan<byte> bytes, List<Piece> pieces)
    {
        var output = new ArrayBufferWriter<byte>(bytes.Length + 256);
        var from = 0;
        foreach (var piece in pieces)
        {
            output.Write(bytes[from..piece.Start]);
            output.Write(piece.Text);
            from = piece.Start + piece.Length;
        }

        output.Write(bytes[from..]);
        return output.WrittenSpan.ToArray();
    }

    private readonly record struct Piece(int Start, int Length, byte[] Text);
}
