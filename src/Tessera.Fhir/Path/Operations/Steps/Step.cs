using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Operations.Steps;

/// <summary>A link of a path: takes one value, hands its results to the next link at once, and so needs no list in between.</summary>
internal abstract class Step
{
    public Step? Next { get; set; }

    /// <summary>Takes one value; false when no more is wanted.</summary>
    public abstract bool Push(Evaluation evaluation, in FhirPathValue value, ref Sink sink);

    protected bool Forward(Evaluation evaluation, in FhirPathValue value, ref Sink sink) =>
        Next is null ? sink.Accept(evaluation, value) : Next.Push(evaluation, value, ref sink);
}
