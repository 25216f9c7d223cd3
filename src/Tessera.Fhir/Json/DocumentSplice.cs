namespace Tessera.Fhir.Json;

/// <summary>Several changes of one document, collected in its order and made in one pass over its bytes.</summary>
internal sealed class DocumentSplice(FhirDocument document)
{
    private readonly List<(int Start, int Length, byte[] Text)> pieces = [];

    /// <summary>Whether there is anything to change.</summary>
    public bool IsEmpty => pieces.Count == 0;

    /// <summary>Puts other JSON in the place of a value; places come in the order of the document.</summary>
    public void Replace(FhirNode node, byte[] json) => pieces.Add((node.Offset, node.Raw.Length, json));

    /// <summary>The changed document, or the same one when nothing changed.</summary>
    /// <exception cref="FormatException">What was put in is not JSON: a bug of ours.</exception>
    public FhirDocument Apply()
    {
        if (IsEmpty) return document;
        var bytes = document.Span;
        var changed = new byte[bytes.Length + pieces.Sum(piece => piece.Text.Length - piece.Length)];
        var (from, to) = (0, 0);
        foreach (var (start, length, text) in pieces)
        {
            bytes[from..start].CopyTo(changed.AsSpan(to));
            to += start - from;
            text.CopyTo(changed.AsSpan(to));
            to += text.Length;
            from = start + length;
        }

        bytes[from..].CopyTo(changed.AsSpan(to));
        return FhirDocument.Parse(changed, document.Names);
    }
}
