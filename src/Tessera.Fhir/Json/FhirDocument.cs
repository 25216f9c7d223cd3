using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace Tessera.Fhir.Json;

/// <summary>One JSON document as its exact bytes with an index over them; immutable and safe to share between threads.
/// Decimals keep their digits, unknown content survives, and writing it out again is copying the bytes.</summary>
public sealed class FhirDocument
{
    /// <summary>The type that an expression found the root to be, for the next expression; any thread may set it, to the same.</summary>
    internal object? RootType;

    internal readonly TapeEntry[] Tape;
    internal readonly byte[] PlainTexts;
    private readonly UnknownName[] unknownNames;
    private readonly ArraySegment<byte> array;

    internal FhirDocument(ReadOnlyMemory<byte> bytes, NameTable names, TapeEntry[] tape, byte[] plainTexts, UnknownName[] unknownNames)
    {
        (Bytes, Names, Tape, PlainTexts, this.unknownNames) = (bytes, names, tape, plainTexts, unknownNames);
        if (!MemoryMarshal.TryGetArray(bytes, out array)) array = default;
    }

    /// <summary>The bytes as they came, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The bytes for hot paths: asking the memory what it is made of costs more than comparing a code.</summary>
    internal ReadOnlySpan<byte> Span => array.Array is { } bytes ? new ReadOnlySpan<byte>(bytes, array.Offset, array.Count) : Bytes.Span;

    /// <summary>The vocabulary whose ids the nodes carry.</summary>
    public NameTable Names { get; }

    /// <summary>The outermost value.</summary>
    public FhirNode Root => new(this, 0);

    /// <summary>Number of nodes.</summary>
    public int NodeCount => Tape.Length;

    /// <summary>The value of <c>resourceType</c>, or null when the root is not an object with such a string.</summary>
    public string? ResourceType => field ??= Root.Text("resourceType");

    /// <summary>The logical id, or null.</summary>
    public string? Id => field ??= Root.Text("id");

    /// <summary>Reads a document. Refused with a place: text that is not JSON or not UTF-8, duplicate names, lone surrogates,
    /// more depth, bytes or digits than the limits allow.</summary>
    /// <param name="bytes">One JSON value; the memory must not change afterwards.</param>
    /// <param name="names">The vocabulary, usually that of the loaded definitions.</param>
    /// <param name="document">The document, or null.</param>
    /// <param name="issue">Why not, or null.</param>
    /// <param name="limits">Bounds; null for <see cref="DocumentLimits.Default"/>.</param>
    /// <returns>Whether there is a document.</returns>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        NameTable names,
        [NotNullWhen(true)] out FhirDocument? document,
        [NotNullWhen(false)] out Issue? issue,
        DocumentLimits? limits = null) =>
        TapeBuilder.TryBuild(bytes, names, limits ?? DocumentLimits.Default, out document, out issue);

    /// <summary>Reads a document that our own code wrote.</summary>
    /// <exception cref="FormatException">The bytes are not a document: a bug of ours, not bad input.</exception>
    public static FhirDocument Parse(ReadOnlyMemory<byte> bytes, NameTable names) =>
        TryParse(bytes, names, out var document, out var issue) ? document : throw new FormatException(issue.Message);

    /// <summary>Reads a document from text; for tests and constants.</summary>
    public static FhirDocument Parse(string json, NameTable names) => Parse(Encoding.UTF8.GetBytes(json), names);

    /// <summary>Line and byte column, both from 1, of a position in the bytes.</summary>
    public (int Line, int Column) Position(int offset)
    {
        var before = Bytes.Span[..Math.Min(offset, Bytes.Length)];
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    internal ReadOnlySpan<byte> UnknownName(int index)
    {
        var low = 0;
        var high = unknownNames.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var at = unknownNames[middle].Node;
            if (at == index) return Bytes.Span.Slice(unknownNames[middle].Start, unknownNames[middle].Length);
            if (at < index) low = middle + 1;
            else high = middle - 1;
        }
        return default;
    }
}
