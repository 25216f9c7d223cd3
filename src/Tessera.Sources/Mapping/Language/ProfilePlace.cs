using System.Text;
using Tessera.Fhir.Definitions;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Where in a profile an object of a mapping stands, so that what the profile fixes there can be filled in. The default value is a place
/// that no profile speaks of.</summary>
/// <param name="Structure">The profile, or null.</param>
/// <param name="Id">The element's id in its snapshot, such as <c>Observation.component:gene-studied</c>.</param>
internal readonly record struct ProfilePlace(StructureDefinition? Structure, string Id)
{
    /// <summary>The root of a profile.</summary>
    public static ProfilePlace Root(StructureDefinition structure) => new(structure, structure.Elements is [var root, ..] ? root.Id : structure.Type);

    /// <summary>The definition of the element here, or null.</summary>
    public ElementDefinition? Definition => Find(Id);

    /// <summary>Names of the slices of a list here.</summary>
    public IEnumerable<string> Slices
    {
        get
        {
            var id = Id;
            return Structure is null ? [] : Structure.Elements.Where(element => element.SliceName is not null && element.Id == $"{id}:{element.SliceName}").Select(element => element.SliceName!);
        }
    }

    /// <summary>A slice of the list here.</summary>
    public ProfilePlace Slice(string name) => new(Structure, $"{Id}:{name}");

    /// <summary>The place of a property; where a profile slices a choice by its type, that slice.</summary>
    public ProfilePlace Child(FhirProperty property)
    {
        if (Structure is null) return default;
        var id = $"{Id}.{property.ElementName}";
        if (!property.IsChoice) return new(Structure, id);
        id += "[x]";
        return new(Structure, Find($"{id}:{property.JsonName}") is null ? id : $"{id}:{property.JsonName}");
    }

    /// <summary>The profile that the element here has by its type alone, such as that of an extension; else this place.</summary>
    public ProfilePlace Entered(FhirDefinitions definitions)
    {
        if (Structure is null || Children().Any() || Definition?.Types is not [{ Profiles: [var url, ..] }, ..]) return this;
        return definitions.FindStructure(url) is { } structure ? Root(structure) : this;
    }

    /// <summary>The elements directly below, slices included.</summary>
    public IEnumerable<ElementDefinition> Children()
    {
        if (Structure is null) return [];
        var prefix = Id + ".";
        return Structure.Elements.Where(element => element.Id.StartsWith(prefix, StringComparison.Ordinal) && !element.Id[prefix.Length..].Contains('.', StringComparison.Ordinal));
    }

    /// <summary>The whole value that the profile prescribes for the element here, as JSON; null when it leaves something open.</summary>
    public string? Content(FhirDefinitions definitions)
    {
        if (Definition is not { } element) return null;
        var value = element.Fixed.IsEmpty ? element.Pattern : element.Fixed;
        if (!value.IsEmpty) return Encoding.UTF8.GetString(value.Span);
        var place = Entered(definitions);
        var parts = new List<string>();
        foreach (var child in place.Children().Where(child => child.Min > 0))
        {
            if (child.SliceName is not null || child.Path.EndsWith("[x]", StringComparison.Ordinal) || new ProfilePlace(place.Structure, child.Id).Content(definitions) is not { } json) return null;
            parts.Add($"\"{child.Path[(child.Path.LastIndexOf('.') + 1)..]}\":{(child.IsList ? $"[{json}]" : json)}");
        }

        return parts.Count == 0 ? null : $"{{{string.Join(',', parts)}}}";
    }

    private ElementDefinition? Find(string id) => Structure?.Elements.FirstOrDefault(element => element.Id == id);
}
