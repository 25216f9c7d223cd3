using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary><c>where(criteria)</c>.</summary>
internal sealed class WhereStep(Operation criteria) : Step
{
    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink) =>
        criteria.Test(evaluation, value) == Truth.True ? Forward(evaluation, value, ref sink) : !evaluation.HasFailed;
}
