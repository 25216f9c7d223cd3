using System.Buffers;
using System.Globalization;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Patching;

/// <summary>A resource in the middle of a patch: each edit gives the next document. Both the document and the sum of all that are made are bounded, since
/// a few operations that copy what others copied would double it each time.</summary>
internal sealed class PatchedDocument
{
    // So many times the largest document may be made in all: a patch runs while other writers wait.
    private const int Rounds = 4;

    private readonly DocumentLimits limits;
    private long left;

    /// <summary>Begins with a resource.</summary>
    /// <param name="document">The resource.</param>
    /// <param name="limits">Bounds of what is made of it; one that is larger already may stay as large.</param>
    public PatchedDocument(FhirDocument document, DocumentLimits limits)
    {
        Document = document;
        this.limits = limits with { MaxBytes = Math.Max(limits.MaxBytes, document.Bytes.Length) };
        left = (long)Rounds * this.limits.MaxBytes;
    }

    public FhirDocument Document { get; private set; }

    /// <summary>Makes an edit; returns why it cannot be made, or null.</summary>
    public Issue? Make(DocumentEdit edit)
    {
        if (!edit.TryApply(out var edited, out _, out var issue, limits)) return issue;
        Document = edited;
        return Charge(edited.Bytes.Length);
    }

    /// <summary>Counts bytes that were worked on; returns the refusal when they are too many, or null.</summary>
    public Issue? Charge(int bytes)
    {
        left -= bytes;
        return left >= 0
            ? null
            : new Issue(IssueSeverity.Error, IssueType.TooCostly, "", "The operations of the patch together write more than this server does for one patch.") { Fix = "Send several patches, or an update." };
    }

    /// <summary>Takes out what is empty: FHIR knows neither empty lists nor empty objects (https://hl7.org/fhir/R4/json.html). All in one pass.</summary>
    public Issue? Prune()
    {
        var cuts = new List<Range>();
        AddCuts(Document.Root, cuts);
        if (cuts.Count == 0) return null;
        var from = Document.Root.Offset;
        var bytes = Document.Span;
        var output = new ArrayBufferWriter<byte>(bytes.Length);
        foreach (var cut in cuts)
        {
            output.Write(bytes[from..cut.Start.Value]);
            from = cut.End.Value;
        }

        output.Write(bytes[from..(Document.Root.Offset + Document.Root.Raw.Length)]);
        return Make(DocumentEdit.Replace(Document.Root, output.WrittenSpan));
    }

    /// <summary>Whether two JSON values are equal: numbers by their value, objects whatever the order (RFC 6902, 4.6).</summary>
    public static bool AreEqual(FhirNode left, FhirNode right)
    {
        if (left.Kind != right.Kind) return false;
        switch (left.Kind)
        {
            case JsonKind.Object:
                if (left.Count != right.Count) return false;
                foreach (var child in left.Children)
                    if (right[child.Name] is not { Exists: true } other || !AreEqual(child, other)) return false;
                return true;
            case JsonKind.Array:
                if (left.Count != right.Count) return false;
                var others = right.Children.GetEnumerator();
                foreach (var item in left.Children)
                    if (!others.MoveNext() || !AreEqual(item, others.Current)) return false;
                return true;
            case JsonKind.Number:
                return left.TextEquals(right.Utf8) || (decimal.TryParse(left.ToText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var one)
                    && decimal.TryParse(right.ToText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var two) && one == two);
            default:
                return left.TextEquals(right.Utf8);
        }
    }

    // What is taken out begins behind what stays before it, comma included; before the first that stays it ends behind the comma.
    private static void AddCuts(FhirNode node, List<Range> cuts)
    {
        var (start, kept) = (node.Offset + 1, false);
        foreach (var child in node.Children)
        {
            var end = child.Offset + child.Raw.Length;
            if (IsHollow(child))
            {
                var cutEnd = end;
                if (!kept && node.Document.Span[end..].IndexOf((byte)',') is >= 0 and var comma) cutEnd = end + comma + 1;
                cuts.Add(start..cutEnd);
                start = cutEnd;
                continue;
            }

            (start, kept) = (end, true);
            if (child.Kind is JsonKind.Object or JsonKind.Array) AddCuts(child, cuts);
        }
    }

    private static bool IsHollow(FhirNode node)
    {
        if (node.Kind is not (JsonKind.Object or JsonKind.Array)) return false;
        foreach (var child in node.Children)
            if (!IsHollow(child)) return false;
        return true;
    }
}
