using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary><c>ofType(type)</c>, and <c>as</c> where it filters.</summary>
internal sealed class TypeFilterStep(TypeTest test) : Step
{
    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink) =>
        !test.Selects(value) || Forward(evaluation, value, ref sink);
}
