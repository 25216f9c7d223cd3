using Tessera.Store;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Operations;

/// <summary>A page of a patient's resources, or the answer that refuses it.</summary>
/// <param name="Refusal">The answer, or null.</param>
/// <param name="Patient">The Patient, whether it is one of the resources or not.</param>
/// <param name="Resources">The page.</param>
/// <param name="Referring">The resources whose references are followed: those of the page, and those between them that were not asked for.</param>
/// <param name="Next">URL of the next page, or null.</param>
internal sealed record CompartmentPage(FhirResponse? Refusal, StoredResource? Patient, IReadOnlyList<StoredResource> Resources, IReadOnlyList<StoredResource> Referring, string? Next)
{
    public static CompartmentPage Of(FhirResponse refusal) => new(refusal, null, [], [], null);
}
