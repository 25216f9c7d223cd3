using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary><c>resolve()</c>: contained resources, entries of the same Bundle, then whatever the caller can find. References that lead
/// nowhere are left out (https://hl7.org/fhir/R4/fhirpath.html#functions).</summary>
internal sealed class ResolveStep : Step
{
    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink) =>
        !evaluation.TryResolve(value, out var resource) || Forward(evaluation, resource, ref sink);
}
