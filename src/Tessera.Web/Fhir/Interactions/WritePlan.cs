using Tessera.Store;
using Tessera.Web.Fhir.Answers;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>What a request wants written, or the answer that refuses it.</summary>
internal readonly record struct WritePlan(ResourceWrite? Write, FhirResponse? Refusal)
{
    public static WritePlan Of(ResourceWrite write) => new(write, null);
}
