using System.Collections.Concurrent;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Centre.Codes.Elements;

/// <summary>Finds the CodeableConcepts of documents, each with its place in the most specific profile that the document claims.
/// Resources inside of others are left alone. Any number of threads may use it.</summary>
internal sealed class ConceptWalk(FhirDefinitions definitions)
{
    private readonly ConcurrentDictionary<string, (ElementPlace Root, int Depth)> roots = new(StringComparer.Ordinal);

    /// <summary>The concepts in the order of the document.</summary>
    public List<FoundConcept> Find(FhirDocument document)
    {
        var found = new List<FoundConcept>();
        if (RootOf(document) is { } root) Walk(document.Root, root, found, isConcept: false);
        return found;
    }

    // Of a concept only the extensions may hold others.
    private static void Walk(FhirNode node, ElementPlace place, List<FoundConcept> found, bool isConcept)
    {
        foreach (var child in node.Children)
        {
            if (child.Kind is not (JsonKind.Object or JsonKind.Array) || place.Child(child.NameId) is not { } below || (isConcept && !below.IsExtension)) continue;
            foreach (var item in child.Items)
            {
                if (item.Kind != JsonKind.Object || below.Of(item) is not { } own) continue;
                if (own.IsConcept) found.Add(new FoundConcept(own, item));
                Walk(item, own, found, own.IsConcept);
            }
        }
    }

    private ElementPlace? RootOf(FhirDocument document)
    {
        if (document.ResourceType is not { } type) return null;
        (ElementPlace Root, int Depth)? best = null;
        foreach (var profile in document.Root["meta"]["profile"].Items)
            if (profile.Kind == JsonKind.String && Root(profile.ToText(), type) is { } claimed && !(claimed.Depth <= best?.Depth)) best = claimed;
        return (best ?? Root("http://hl7.org/fhir/StructureDefinition/" + type, type))?.Root;
    }

    private (ElementPlace Root, int Depth)? Root(string canonical, string type)
    {
        var bar = canonical.IndexOf('|', StringComparison.Ordinal);
        var url = bar < 0 ? canonical : canonical[..bar];
        if (!roots.TryGetValue(url, out var root))
        {
            if (definitions.FindStructure(url) is not { Kind: "resource", Elements.Count: > 0 } structure || definitions.Type(structure.Type) is not { } known) return null;
            root = roots.GetOrAdd(url, (ElementPlace.Root(definitions, structure, known), Depth(structure)));
        }

        return root.Root.Path == type ? root : null;
    }

    private int Depth(StructureDefinition structure)
    {
        var depth = 0;
        for (var at = structure; at.BaseDefinition is { } url && depth < 32 && definitions.FindStructure(url) is { } parent; at = parent) depth++;
        return depth;
    }
}
