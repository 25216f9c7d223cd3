using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Subsets;
using Tessera.Store;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Answers;

/// <summary>How resources go out: as they are stored, or the part that <c>_summary</c> and <c>_elements</c> ask for.</summary>
internal sealed class ResourceView
{
    private readonly ResourceSubset? subset;
    private readonly FhirDefinitions definitions;

    private ResourceView(ResourceSubset? subset, FhirDefinitions definitions) => (this.subset, this.definitions) = (subset, definitions);

    /// <summary>Reads what a request wants; the refusal when that is not understood.</summary>
    /// <param name="request">The request.</param>
    /// <param name="definitions">The types.</param>
    /// <param name="type">The resource type, whose elements <c>_elements</c> must name; null for several.</param>
    /// <param name="refusal">The answer, or null.</param>
    public static ResourceView? Of(FhirRequest request, FhirDefinitions definitions, string? type, out FhirResponse? refusal)
    {
        refusal = null;
        if (!request.Parameters.TrySubset(out var subset, out var issue)) refusal = FhirResponse.Outcome(400, issue!);
        else if (type is not null && definitions.Type(type) is { } known && subset?.Unknown(known) is { } unknown && !request.Preference.Lenient)
            refusal = FhirResponse.Failure(400, Tessera.Fhir.IssueType.Value, $"{type} has no element '{unknown}'.", "_elements names outermost elements of the resource.");
        return refusal is null ? new ResourceView(subset, definitions) : null;
    }

    /// <summary>The bytes to send of a stored resource.</summary>
    public ReadOnlyMemory<byte> Bytes(StoredResource resource) => resource.Deleted ? resource.Body : Bytes(resource.Type, resource.Body);

    /// <summary>The bytes to send of a resource.</summary>
    public ReadOnlyMemory<byte> Bytes(string type, ReadOnlyMemory<byte> json) =>
        subset is null || definitions.Type(type) is not { } known ? json : subset.Apply(FhirDocument.Parse(json, definitions.Names), known);
}
