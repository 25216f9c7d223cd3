using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Path.Schema;

/// <summary>One JSON property of a type and where it leads.</summary>
internal sealed class PathProperty
{
    private readonly PathSchema schema;
    private readonly string typeName;
    private readonly PathType owner;
    private PathType? type;

    public PathProperty(PathSchema schema, FhirProperty? definition, string elementName, int nameId, string typeName, PathType owner)
    {
        (this.schema, Definition, ElementName, NameId, this.typeName, this.owner) = (schema, definition, elementName, nameId, typeName, owner);
    }

    public FhirProperty? Definition { get; }

    public string ElementName { get; }

    public int NameId { get; }

    public bool IsCollection => Definition?.IsCollection ?? true;

    public PathType Type => type ??= schema.TypeOf(typeName, owner, ElementName);
}
