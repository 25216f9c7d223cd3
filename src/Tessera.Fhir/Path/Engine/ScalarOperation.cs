namespace Tessera.Fhir.Path.Engine;

/// <summary>An operation with one value at most.</summary>
internal abstract class ScalarOperation : Operation
{
    public sealed override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink) =>
        !TryOne(evaluation, focus, out var value) ? !evaluation.HasFailed : sink.Accept(evaluation, value);

    public abstract override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value);

    public sealed override bool Any(Evaluation evaluation, in FhirPathValue focus) => TryOne(evaluation, focus, out _);

    public sealed override int Count(Evaluation evaluation, in FhirPathValue focus) => TryOne(evaluation, focus, out _) ? 1 : 0;
}
