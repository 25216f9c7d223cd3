using Tessera.Fhir.Definitions;

namespace Tessera.Centre.Codes.Elements;

/// <summary>What the places of one structure have in common: its elements by id.</summary>
internal sealed class ElementTree
{
    private readonly Dictionary<string, ElementDefinition> byId;

    /// <summary>Reads a structure once.</summary>
    /// <param name="definitions">All definitions.</param>
    /// <param name="structure">A profile, an extension or the definition of a type.</param>
    /// <param name="name">What the structure is called in keys: its canonical URL.</param>
    public ElementTree(FhirDefinitions definitions, StructureDefinition structure, string name)
    {
        (Definitions, Structure, Name) = (definitions, structure, name);
        byId = new Dictionary<string, ElementDefinition>(structure.Elements.Count, StringComparer.Ordinal);
        foreach (var element in structure.Elements) byId.TryAdd(element.Id, element);
    }

    public FhirDefinitions Definitions { get; }

    public StructureDefinition Structure { get; }

    public string Name { get; }

    /// <summary>The element with this id, or null.</summary>
    public ElementDefinition? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The slices of an element.</summary>
    public IEnumerable<ElementDefinition> Slices(string id)
    {
        var start = id + ":";
        return Structure.Elements.Where(element =>
            element.SliceName is not null && element.Id.StartsWith(start, StringComparison.Ordinal) && element.Id.IndexOf('.', start.Length) < 0);
    }
}
