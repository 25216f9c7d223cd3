using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Functions;

/// <summary><c>first()</c>.</summary>
internal sealed class FirstOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value) => source.TryFirst(evaluation, focus, out value);
}

/// <summary><c>last()</c>.</summary>
internal sealed class LastOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        var values = source.ToBuffer(evaluation, focus);
        value = values.Count > 0 ? values[values.Count - 1] : default;
        evaluation.Return(values);
        return value.Exists && !evaluation.HasFailed;
    }
}

/// <summary><c>single()</c>: several values are an error.</summary>
internal sealed class SingleOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value) => source.TryOne(evaluation, focus, out value);
}

/// <summary><c>source[index]</c>.</summary>
internal sealed class IndexerOperation(Operation source, Operation index) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = default;
        if (!Arguments.TryInteger(evaluation, index, focus, out var at)) return false;
        if (at == 0) return source.TryFirst(evaluation, focus, out value);
        var values = source.ToBuffer(evaluation, focus);
        if (at > 0 && at < values.Count) value = values[(int)at];
        evaluation.Return(values);
        return value.Exists && !evaluation.HasFailed;
    }
}

/// <summary><c>tail()</c>, <c>skip(n)</c> and <c>take(n)</c>.</summary>
internal sealed class SliceOperation(Operation source, Operation number, bool skip) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (!Arguments.TryInteger(evaluation, number, focus, out var count)) return !evaluation.HasFailed;
        var values = source.ToBuffer(evaluation, focus);
        count = Math.Clamp(count, 0, values.Count);
        var (from, to) = skip ? ((int)count, values.Count) : (0, (int)count);
        var wanted = !evaluation.HasFailed;
        for (var i = from; i < to && wanted; i++) wanted = sink.Accept(evaluation, values[i]);
        evaluation.Return(values);
        return wanted;
    }
}
