using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions;

/// <summary>A type of the base specification with its properties, inherited ones included.</summary>
public sealed class FhirType
{
    private readonly FhirDefinitions definitions;
    private readonly StructureDefinition structure;
    private readonly Dictionary<int, FhirProperty> byNameId = [];
    private readonly ILookup<string, FhirProperty> byElement;

    internal FhirType(FhirDefinitions definitions, StructureDefinition structure) : this(definitions, structure, structure.Type)
    {
        Kind = structure.Kind switch { "primitive-type" => FhirTypeKind.Primitive, "resource" => FhirTypeKind.Resource, _ => FhirTypeKind.Complex };
        BaseName = structure.BaseDefinition is { } url ? url[(url.LastIndexOf('/') + 1)..] : null;
        IsAbstract = structure.IsAbstract;
    }

    private FhirType(FhirDefinitions definitions, StructureDefinition structure, string path)
    {
        (this.definitions, this.structure, Name) = (definitions, structure, path);
        Kind = FhirTypeKind.Backbone;
        BaseName = structure.Elements.FirstOrDefault(element => element.Path == path)?.Types is [var type, ..] ? type.Code : "BackboneElement";
        var direct = structure.Elements.Where(element =>
            element.Path.Length > path.Length + 1 && element.Path.StartsWith(path, StringComparison.Ordinal) && element.Path[path.Length] == '.' &&
            element.Path.IndexOf('.', path.Length + 1) < 0);
        Properties = direct.SelectMany(PropertiesOf).ToArray();
        foreach (var property in Properties) byNameId.TryAdd(property.NameId, property);
        byElement = Properties.ToLookup(property => property.ElementName, StringComparer.Ordinal);
    }

    internal FhirDefinitions Definitions => definitions;

    /// <summary>Name, such as <c>Observation</c> or <c>Observation.component</c>.</summary>
    public string Name { get; }

    /// <summary>What kind of type it is.</summary>
    public FhirTypeKind Kind { get; }

    /// <summary>Name of the type it is derived from, or null for the roots.</summary>
    public string? BaseName { get; }

    /// <summary>The type it is derived from, or null for the roots.</summary>
    public FhirType? Base => BaseName is null ? null : definitions.Type(BaseName);

    /// <summary>Whether only descendants have instances.</summary>
    public bool IsAbstract { get; }

    /// <summary>The snapshot's definition of the type.</summary>
    public StructureDefinition Structure => structure;

    /// <summary>JSON properties in the order of the definition.</summary>
    public IReadOnlyList<FhirProperty> Properties { get; }

    /// <summary>The property with this name id, or null. The companion of a primitive (<c>_birthDate</c>) finds its primitive.</summary>
    public FhirProperty? Property(int nameId) => nameId < 0 ? null : byNameId.GetValueOrDefault(nameId & ~1);

    /// <summary>The properties of an element by its FHIRPath name: several for a choice, none when there is no such element.</summary>
    public IEnumerable<FhirProperty> Element(string name) => byElement[name];

    /// <summary>Whether this is a type or derived from it.</summary>
    public bool Is(string name)
    {
        for (var type = this; type is not null; type = type.Base)
            if (type.Name == name) return true;
        return false;
    }

    internal FhirType? Backbone(string path) => structure.Elements.Any(element => element.Path == path) ? new FhirType(definitions, structure, path) : null;

    private IEnumerable<FhirProperty> PropertiesOf(ElementDefinition element)
    {
        var name = element.Path[(element.Path.LastIndexOf('.') + 1)..];
        if (name.EndsWith("[x]", StringComparison.Ordinal))
        {
            foreach (var choice in element.Types)
            {
                var json = ElementNames.ChoiceName(name, choice.Code);
                yield return new FhirProperty(definitions, element, name[..^3], json, definitions.Names.Find(json), choice.Code, isChoice: true);
            }
            yield break;
        }
        // Content references and anonymous parts are types named by their path.
        var typeName = element.ContentReference ?? (element.Types is [var type, ..] ? type.Code : "Element");
        if (typeName is "BackboneElement" or "Element" && structure.Elements.Any(other => other.Path.StartsWith(element.Path + ".", StringComparison.Ordinal))) typeName = element.Path;
        if (structure.Kind == "primitive-type" && name == "value") yield break;
        yield return new FhirProperty(definitions, element, name, name, definitions.Names.Find(name), typeName, isChoice: false);
    }
}
