namespace Tessera.Fhir.Path.Engine;

/// <summary>An operation that answers true, false or nothing.</summary>
internal abstract class BooleanOperation : Operation
{
    public abstract override Truth Test(Evaluation evaluation, in FhirPathValue focus);

    public sealed override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink) =>
        !TryOne(evaluation, focus, out var value) ? !evaluation.HasFailed : sink.Accept(evaluation, value);

    public sealed override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        var truth = Test(evaluation, focus);
        value = truth == Truth.Empty ? default : FhirPathValue.Of(truth == Truth.True);
        return truth != Truth.Empty && !evaluation.HasFailed;
    }

    public sealed override bool Any(Evaluation evaluation, in FhirPathValue focus) => Test(evaluation, focus) != Truth.Empty;

    public sealed override int Count(Evaluation evaluation, in FhirPathValue focus) => Any(evaluation, focus) ? 1 : 0;
}
