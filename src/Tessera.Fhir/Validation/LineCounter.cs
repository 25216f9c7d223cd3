using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation;

/// <summary>Lines and columns of nodes. Findings come nearly in the order of the text, so each is counted on from the one before.</summary>
internal sealed class LineCounter
{
    private FhirDocument? document;
    private int offset;
    private int line;
    private int lineStart;

    /// <summary>Line and byte column, both from 1.</summary>
    public (int Line, int Column) At(FhirNode node)
    {
        if (!ReferenceEquals(document, node.Document) || node.Offset < offset) (document, offset, line, lineStart) = (node.Document, 0, 1, 0);
        var passed = document.Span[offset..node.Offset];
        line += passed.Count((byte)'\n');
        if (passed.LastIndexOf((byte)'\n') is >= 0 and var last) lineStart = offset + last + 1;
        offset = node.Offset;
        return (line, offset - lineStart + 1);
    }

    public void Clear() => document = null;
}
