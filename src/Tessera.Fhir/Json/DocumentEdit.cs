using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tessera.Fhir.Json;

/// <summary>One change of a document: bytes at a place give way to others, and all others stay as they are, spaces and decimals included.
/// An edit belongs to the document it was made for.</summary>
public sealed class DocumentEdit
{
    private readonly FhirDocument document;
    private readonly int start;
    private readonly int length;
    private readonly byte[] text;

    private DocumentEdit(FhirDocument document, int start, int length, byte[] text) => (this.document, this.start, this.length, this.text) = (document, start, length, text);

    /// <summary>Puts another value in the place of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="json">The new value as JSON.</param>
    public static DocumentEdit Replace(FhirNode node, ReadOnlySpan<byte> json) => new(node.Document, node.Offset, node.Raw.Length, json.ToArray());

    /// <summary>Adds a property at the end of an object. Adding one that is there is refused when the edit is applied.</summary>
    /// <param name="parent">The object.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="json">Its value as JSON.</param>
    /// <exception cref="ArgumentException">The node is not an object.</exception>
    public static DocumentEdit Add(FhirNode parent, string name, ReadOnlySpan<byte> json)
    {
        if (parent.Kind != JsonKind.Object) throw new ArgumentException("a property is added to an object", nameof(parent));
        return Child(parent, parent.Count, [.. "\""u8, .. JsonEncodedText.Encode(name).EncodedUtf8Bytes, .. "\":"u8, .. json]);
    }

    /// <summary>Adds an item to an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="index">Its place: 0 for the first, the number of items for the last.</param>
    /// <param name="json">The item as JSON.</param>
    /// <exception cref="ArgumentException">The node is not an array.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static DocumentEdit Insert(FhirNode array, int index, ReadOnlySpan<byte> json)
    {
        if (array.Kind != JsonKind.Array) throw new ArgumentException("an item is added to an array", nameof(array));
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, array.Count);
        return Child(array, index, json);
    }

    /// <summary>Takes out a property with its name, or an item, and the comma that is too many then.</summary>
    /// <exception cref="ArgumentException">The node is the whole document.</exception>
    public static DocumentEdit Remove(FhirNode node)
    {
        var document = node.Document;
        var parent = Parent(node);
        if (!parent.Exists) throw new ArgumentException("the outermost value cannot be taken out", nameof(node));
        FhirNode before = default;
        foreach (var child in parent.Children)
        {
            if (child.Index == node.Index) break;
            before = child;
        }
        var end = End(node);
        if (before.Exists) return new DocumentEdit(document, End(before), end - End(before), []);
        var rest = document.Span[end..(End(parent) - 1)];
        if (rest.IndexOf((byte)',') is >= 0 and var comma) end += comma + 1;
        return new DocumentEdit(document, parent.Offset + 1, end - parent.Offset - 1, []);
    }

    /// <summary>Makes the changed document and the edit that takes the change back.</summary>
    /// <param name="edited">The changed document, or null.</param>
    /// <param name="inverse">The edit of the changed document that gives the first one again, byte for byte; or null.</param>
    /// <param name="issue">Why the result is not a document, or null.</param>
    /// <param name="limits">Bounds of the result; null for <see cref="DocumentLimits.Default"/>.</param>
    public bool TryApply(
        [NotNullWhen(true)] out FhirDocument? edited, [NotNullWhen(true)] out DocumentEdit? inverse, [NotNullWhen(false)] out Issue? issue, DocumentLimits? limits = null)
    {
        var bytes = document.Span;
        (edited, inverse) = (null, null);
        // Refused before it is made: what is too long is never in memory.
        issue = (limits ?? DocumentLimits.Default).Exceeded((long)bytes.Length - length + text.Length);
        if (issue is not null) return false;
        byte[] changed = [.. bytes[..start], .. text, .. bytes[(start + length)..]];
        if (!FhirDocument.TryParse(changed, document.Names, out edited, out issue, limits)) return false;
        inverse = new DocumentEdit(edited, start, text.Length, bytes.Slice(start, length).ToArray());
        return true;
    }

    private static DocumentEdit Child(FhirNode parent, int index, ReadOnlySpan<byte> content)
    {
        if (index == 0)
        {
            var comma = parent.Count > 0 ? ","u8 : default;
            return new DocumentEdit(parent.Document, parent.Offset + 1, 0, [.. content, .. comma]);
        }
        var at = 0;
        foreach (var child in parent.Children)
            if (++at == index) return new DocumentEdit(parent.Document, End(child), 0, [.. ","u8, .. content]);
        throw new ArgumentOutOfRangeException(nameof(index));
    }

    private static int End(FhirNode node) => node.Offset + node.Raw.Length;

    internal static FhirNode Parent(FhirNode node)
    {
        for (var at = node.Index - 1; at >= 0; at--)
            if (new FhirNode(node.Document, at) is { Kind: JsonKind.Object or JsonKind.Array } above && End(above) > node.Offset) return above;
        return default;
    }
}
