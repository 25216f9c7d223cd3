using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation;

/// <summary>Finds what references point to inside one document: contained resources and the entries of a Bundle, each looked
/// up in a table, so that a large Bundle takes time in proportion to its size.</summary>
internal sealed class ReferenceTargets
{
    private static readonly Dictionary<string, FhirNode> None = [];
    private readonly Dictionary<string, FhirNode> byUrl = None;
    private readonly FhirNode root;

    public ReferenceTargets(FhirDocument document)
    {
        root = document.Root;
        if (!root["resourceType"].TextEquals("Bundle"u8)) return;
        byUrl = new(StringComparer.Ordinal);
        foreach (var entry in root["entry"].Items)
        {
            var resource = entry["resource"];
            if (entry.Text("fullUrl") is { } url) byUrl.TryAdd(url, resource);
            if (resource.Text("resourceType") is { } type && resource.Text("id") is { } id) byUrl.TryAdd($"{type}/{id}", resource);
        }
    }

    /// <param name="reference">A Reference, or the text of one.</param>
    /// <param name="within">The resource that holds it: its contained resources come first.</param>
    public FhirNode Find(FhirNode reference, FhirNode within)
    {
        if (byUrl.Count == 0 && !IsFragment(reference)) return default;
        var text = reference.Kind == JsonKind.String ? reference.ToText() : reference.Text("reference");
        if (text is null) return default;
        if (text.StartsWith('#')) return text.Length == 1 ? within : Contained(within, text[1..]) is { Exists: true } inner ? inner : Contained(root, text[1..]);
        var version = text.IndexOf("/_history/", StringComparison.Ordinal);
        return byUrl.GetValueOrDefault(version > 0 ? text[..version] : text);
    }

    private static bool IsFragment(FhirNode reference) =>
        (reference.Kind == JsonKind.String ? reference : reference["reference"]) is { Kind: JsonKind.String } text && text.Utf8.StartsWith("#"u8);

    private static FhirNode Contained(FhirNode holder, string id)
    {
        foreach (var resource in holder["contained"].Items)
            if (resource.Text("id") == id) return resource;
        return default;
    }
}
