using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Operations;

/// <summary><c>$this</c>, and the implicit focus of a function without a source.</summary>
internal sealed class ThisOperation : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (focus.Kind == FhirPathValueKind.None) return true;
        if (focus.Kind != FhirPathValueKind.Collection) return sink.Accept(evaluation, focus);
        foreach (ref readonly var value in ((ValueBuffer)focus.Subject!).Values)
            if (!sink.Accept(evaluation, value)) return false;
        return true;
    }

    public override Truth Test(Evaluation evaluation, in FhirPathValue focus) =>
        focus.Kind == FhirPathValueKind.Collection ? base.Test(evaluation, focus) : Singleton.ToTruth(focus);
}

/// <summary>A literal.</summary>
internal sealed class LiteralOperation(FhirPathValue value) : ScalarOperation
{
    public FhirPathValue Value => value;

    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue result)
    {
        result = value;
        return true;
    }
}

/// <summary><c>{}</c>.</summary>
internal sealed class EmptyOperation : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        return false;
    }
}

/// <summary><c>$index</c>.</summary>
internal sealed class IndexOperation : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = FhirPathValue.Of(evaluation.Index);
        return true;
    }
}

/// <summary><c>$total</c>.</summary>
internal sealed class TotalOperation : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (evaluation.Total is not { } total) return true;
        foreach (ref readonly var value in total.Values)
            if (!sink.Accept(evaluation, value)) return false;
        return true;
    }
}
