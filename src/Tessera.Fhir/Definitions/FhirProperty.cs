namespace Tessera.Fhir.Definitions;

/// <summary>One JSON property of a type. A choice element such as <c>value[x]</c> has one property for each type.</summary>
public sealed class FhirProperty
{
    internal FhirProperty(FhirDefinitions definitions, ElementDefinition element, string elementName, string jsonName, int nameId, string typeName, bool isChoice)
    {
        (this.definitions, Element, ElementName, JsonName, NameId, TypeName, IsChoice) = (definitions, element, elementName, jsonName, nameId, typeName, isChoice);
    }

    private readonly FhirDefinitions definitions;
    private FhirType? type;

    /// <summary>The element's definition in the base specification.</summary>
    public ElementDefinition Element { get; }

    /// <summary>Name in FHIRPath: <c>value</c> for <c>value[x]</c>.</summary>
    public string ElementName { get; }

    /// <summary>Name in JSON: <c>valueQuantity</c>.</summary>
    public string JsonName { get; }

    /// <summary>Id of <see cref="JsonName"/> in the vocabulary.</summary>
    public int NameId { get; }

    /// <summary>Name of the type.</summary>
    public string TypeName { get; }

    /// <summary>The type; <c>Resource</c> where any resource may stand.</summary>
    public FhirType Type => type ??= definitions.Type(TypeName) ?? throw new InvalidDataException($"{Element.Path} has the type {TypeName}, which is not defined.");

    /// <summary>Whether JSON writes an array.</summary>
    public bool IsCollection => Element.IsList;

    /// <summary>Whether this is one type of a choice element.</summary>
    public bool IsChoice { get; }
}
