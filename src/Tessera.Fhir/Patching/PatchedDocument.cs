using System.Globalization;
using Tessera.Fhir.Json;

namespace Tessera.Fhir.Patching;

/// <summary>A resource in the middle of a patch: each edit gives the next document.</summary>
internal sealed class PatchedDocument(FhirDocument document)
{
    public FhirDocument Document { get; private set; } = document;

    /// <summary>Makes an edit; returns why it cannot be made, or null.</summary>
    public Issue? Make(DocumentEdit edit)
    {
        if (!edit.TryApply(out var edited, out _, out var issue)) return issue;
        Document = edited;
        return null;
    }

    /// <summary>Takes out what is empty: FHIR knows neither empty lists nor empty objects (https://hl7.org/fhir/R4/json.html).</summary>
    public Issue? Prune()
    {
        while (FirstEmpty(Document.Root) is { Exists: true } empty)
            if (Make(DocumentEdit.Remove(empty)) is { } issue) return issue;
        return null;
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

    private static FhirNode FirstEmpty(FhirNode node)
    {
        foreach (var child in node.Children)
        {
            if (child.Kind is not (JsonKind.Object or JsonKind.Array)) continue;
            var found = child.Count == 0 ? child : FirstEmpty(child);
            if (found.Exists) return found;
        }

        return default;
    }
}
