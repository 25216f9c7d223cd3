using System.Collections.Concurrent;
using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Terminology;

namespace Tessera.Centre.Codes.Elements;

/// <summary>A place in a resource as its profile shapes it: its path with slices, its type, its binding. Places below it are made when a document
/// first has them, so that a walk over the next one looks numbers up.</summary>
internal sealed class ElementPlace
{
    // They hold identifiers, texts for people or technical codes: no concept that somebody would map.
    private static readonly HashSet<string> Skipped = ["Identifier", "Meta", "Narrative", "Reference", "Resource", "Attachment", "Signature", "Annotation", "HumanName", "Address", "ContactPoint"];

    private readonly ElementTree tree;
    private readonly string id;
    private readonly FhirType type;
    private readonly ConcurrentDictionary<int, ElementPlace?> children = new();
    private readonly ConcurrentDictionary<string, ElementPlace?> extensions = new(StringComparer.Ordinal);
    private readonly (string System, string Code, ElementPlace Place)[] slices;

    private ElementPlace(ElementTree tree, string profile, string id, string path, FhirType type, ElementBinding? binding, bool isExtension)
    {
        (this.tree, Profile, this.id, Path, this.type, Binding, IsExtension) = (tree, profile, id, path, type, binding, isExtension);
        ValueSet = binding is null ? null : tree.Definitions.FindValueSet(binding.ValueSet);
        slices = isExtension || IsConcept || tree.Find(id)?.SliceName is not null ? [] : [.. tree.Slices(id).SelectMany(Slice)];
    }

    /// <summary>The profile, or the definition of the resource type, that stands at the root.</summary>
    public string Profile { get; }

    /// <summary>The path, such as <c>Observation.component:geneStudied.value</c>.</summary>
    public string Path { get; }

    /// <summary>The binding, or null.</summary>
    public ElementBinding? Binding { get; }

    /// <summary>The value set of the binding; null when there is none or it is not loaded.</summary>
    public ValueSet? ValueSet { get; }

    /// <summary>Whether it holds a CodeableConcept.</summary>
    public bool IsConcept => type.Name == "CodeableConcept";

    /// <summary>Whether it is that of extensions, which their URLs tell apart.</summary>
    public bool IsExtension { get; }

    /// <summary>The root of a structure.</summary>
    public static ElementPlace Root(FhirDefinitions definitions, StructureDefinition structure, FhirType type) =>
        new(new ElementTree(definitions, structure, structure.Url), structure.Url, structure.Type, structure.Type, type, null, isExtension: false);

    /// <summary>The place of a property, or null where no concept can be.</summary>
    public ElementPlace? Child(int nameId) => nameId < 0 || NameTable.IsCompanion(nameId) ? null : children.GetOrAdd(nameId, MakeChild);

    /// <summary>The place of one item: that of its slice or extension, or this one; null for an extension that is not defined.</summary>
    public ElementPlace? Of(FhirNode item)
    {
        if (IsExtension) return item.Text("url") is { } url ? Extension(url) : null;
        if (slices.Length == 0) return this;
        foreach (var coding in item["code"]["coding"].Items)
        foreach (var (system, code, place) in slices)
            if (coding.Text("code") == code && coding.Text("system") == system) return place;
        return this;
    }

    private ElementPlace? MakeChild(int nameId)
    {
        if (type.Property(nameId) is not { } property || property.Type.Kind == FhirTypeKind.Primitive || Skipped.Contains(property.TypeName)) return null;
        var isExtension = property.TypeName == "Extension";
        var choice = property.IsChoice ? $"{id}.{property.ElementName}[x]" : null;
        string[] candidates = choice is null ? [$"{id}.{property.ElementName}"] : [$"{choice}:{property.JsonName}", choice, $"{id}.{property.JsonName}"];
        var own = candidates.FirstOrDefault(candidate => tree.Find(candidate) is not null) ?? candidates[0];
        return new ElementPlace(tree, Profile, own, $"{Path}.{property.ElementName}", property.Type, tree.Find(own)?.Binding ?? property.Element.Binding, isExtension);
    }

    // What nobody defined is not kept: such URLs come from outside and have no end.
    private ElementPlace? Extension(string url)
    {
        if (extensions.TryGetValue(url, out var known)) return known;
        var made = url.Contains(':', StringComparison.Ordinal) ? Defined(url) : Part(url);
        return made is null ? null : extensions.GetOrAdd(url, made);
    }

    private ElementPlace? Defined(string url) => tree.Definitions.FindStructure(url) is { IsExtension: true, Elements.Count: > 0 } structure
        ? new ElementPlace(new ElementTree(tree.Definitions, structure, url), Profile, "Extension", $"{Path}({url[(url.LastIndexOf('/') + 1)..]})", type, null, isExtension: false)
        : null;

    // A part of a complex extension has a short name instead of a URL.
    private ElementPlace? Part(string url)
    {
        var slice = tree.Slices(id).FirstOrDefault(candidate => tree.Find(candidate.Id + ".url") is { Fixed: { IsEmpty: false } text } && JsonSerializer.Deserialize<string>(text.Span) == url);
        return slice is null ? null : new ElementPlace(tree, Profile, slice.Id, $"{Path}({url})", type, null, isExtension: false);
    }

    // Slices that a code tells apart, as the components of an Observation; others are left to the element.
    private List<(string, string, ElementPlace)> Slice(ElementDefinition slice)
    {
        var codes = new List<(string, string, ElementPlace)>();
        if (tree.Find(slice.Id + ".code") is not { } code) return codes;
        var value = code.Fixed.IsEmpty ? code.Pattern : code.Fixed;
        if (value.IsEmpty) return codes;
        var place = new ElementPlace(tree, Profile, slice.Id, $"{Path}:{slice.SliceName}", type, null, isExtension: false);
        foreach (var coding in FhirDocument.Parse(value, tree.Definitions.Names).Root["coding"].Items)
            if (coding.Text("system") is { } system && coding.Text("code") is { } text) codes.Add((system, text, place));
        return codes;
    }
}
