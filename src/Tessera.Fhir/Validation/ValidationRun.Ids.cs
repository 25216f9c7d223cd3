using Tessera.Fhir.Json;

namespace Tessera.Fhir.Validation;

/// <summary>Ids inside of a resource: each of its elements and of the resources that it contains has its own
/// (https://hl7.org/fhir/R4/element.html#id, https://hl7.org/fhir/R4/references.html#contained).</summary>
internal sealed partial class ValidationRun
{
    private readonly Dictionary<(int Resource, string Id), int> ids = [];

    private void ElementId(FhirNode id)
    {
        // The elements of a definition stand in its differential and in its snapshot, with the same ids.
        if (id.Kind == JsonKind.String && TypeOf(resource) != "StructureDefinition") Unique(id, rules.Interned(id.Utf8), "of an element");
    }

    private void ContainedId(FhirNode contained)
    {
        if (contained[known.Id] is { Kind: JsonKind.String } id) Unique(id, "#" + id.ToText(), "of a contained resource");
    }

    private void Unique(FhirNode id, string text, string what)
    {
        // A value is walked once for each profile; the place tells whether it is another.
        if (!ids.TryAdd((resource.Index, text), id.Index) && ids[(resource.Index, text)] != id.Index && !IsOnlyCounted(IssueSeverity.Error))
            Report(IssueSeverity.Error, IssueType.Duplicate, $"The id {Quoted(id)} {what} stands twice in the resource.", "Give each its own id.");
    }
}
