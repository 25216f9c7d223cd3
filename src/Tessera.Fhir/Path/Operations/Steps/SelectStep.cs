using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary><c>select(projection)</c>.</summary>
internal sealed class SelectStep(Operation projection) : Step
{
    public override bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink)
    {
        if (Next is null) return projection.Emit(evaluation, value, ref sink);
        var values = projection.ToBuffer(evaluation, value);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; wanted && i < values.Count; i++) wanted = Next.Push(evaluation, values[i], ref sink);
        evaluation.Return(values);
        return wanted;
    }
}
