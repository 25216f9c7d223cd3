using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation;

/// <summary>Contained resources that something refers to.</summary>
internal sealed partial class ValidationRun
{
    private const string ContainedIsReferred = "dom-3";

    // The expression of dom-3 knows references, canonicals and URLs; narrative may show a contained image too
    // (https://hl7.org/fhir/R4/narrative.html#img). Asked only when the expression is false.
    private bool IsReferredInNarrative(FhirNode container)
    {
        var mentioned = new HashSet<string>(StringComparer.Ordinal);
        Collect(container, mentioned, 0);
        foreach (var contained in container[known.Contained].Items)
        {
            if (contained.Text("id") is not { } id) return false;
            if (mentioned.Contains(id)) continue;
            var inner = new HashSet<string>(StringComparer.Ordinal);
            Collect(contained, inner, 0);
            if (!inner.Contains("")) return false;
        }
        return true;
    }

    /// <summary>What follows a hash: whole texts, and attributes in narrative.</summary>
    private static void Collect(FhirNode node, HashSet<string> into, int depth)
    {
        if (depth > 256) return;
        if (node.Kind == JsonKind.String)
        {
            var text = node.Utf8;
            if (text is [(byte)'#', ..]) into.Add(System.Text.Encoding.UTF8.GetString(text[1..]));
            if (text is not [(byte)'<', ..]) return;
            while (text.IndexOf("\"#"u8) is >= 0 and var at)
            {
                text = text[(at + 2)..];
                if (text.IndexOf((byte)'"') is > 0 and var end) into.Add(System.Text.Encoding.UTF8.GetString(text[..end]));
            }
            return;
        }
        foreach (var child in node.Children) Collect(child, into, depth + 1);
    }
}
