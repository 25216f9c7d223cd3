using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary>A leading type name: passes the focus on when it is of that type.</summary>
internal sealed class RootTypeStep(PathType type) : Step
{
    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink) =>
        value.Kind != FhirPathValueKind.Element || !value.ElementType!.Is(type) || Forward(evaluation, value, ref sink);
}
