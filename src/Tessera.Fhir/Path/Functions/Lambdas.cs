using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary><c>where(criteria)</c> and <c>select(projection)</c> that use <c>$index</c>, and so need to know the places of the values.</summary>
internal sealed class IndexedOperation(Operation source, Operation lambda, bool isWhere) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var values = source.ToBuffer(evaluation, focus);
        var index = evaluation.Index;
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < values.Count && wanted; i++)
        {
            evaluation.Index = i;
            if (!isWhere) wanted = lambda.Emit(evaluation, values[i], ref sink);
            else if (lambda.Test(evaluation, values[i]) == Truth.True) wanted = sink.Accept(evaluation, values[i]);
        }
        evaluation.Index = index;
        evaluation.Return(values);
        return wanted && !evaluation.HasFailed;
    }
}

/// <summary><c>repeat(projection)</c>: as long as something new comes up; <c>repeatAll</c> takes equal values again.</summary>
internal sealed class RepeatOperation(Operation source, Operation projection, bool all) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var found = evaluation.Take();
        var distinct = new Distinct(evaluation, found);
        var start = source.ToBuffer(evaluation, focus);
        for (var i = 0; i < start.Count; i++) Project(evaluation, start[i], found, ref distinct);
        evaluation.Return(start);
        for (var i = 0; i < found.Count && !evaluation.HasFailed; i++) Project(evaluation, found[i], found, ref distinct);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < found.Count && wanted; i++) wanted = sink.Accept(evaluation, found[i]);
        evaluation.Return(found);
        return wanted;
    }

    private void Project(Evaluation evaluation, FhirPathValue value, ValueBuffer found, ref Distinct distinct)
    {
        if (!evaluation.Spend(1)) return;
        var values = projection.ToBuffer(evaluation, value);
        for (var i = 0; i < values.Count && !evaluation.HasFailed; i++)
        {
            if (!all) distinct.Add(values[i]);
            else if (found.Count < evaluation.MaxValues) found.Add(values[i]);
            else evaluation.Refuse(evaluation.MaxValues);
        }
        evaluation.Return(values);
    }
}

/// <summary><c>aggregate(aggregator, start)</c>.</summary>
internal sealed class AggregateOperation(Operation source, Operation aggregator, Operation? start) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var (outerTotal, outerIndex) = (evaluation.Total, evaluation.Index);
        var values = source.ToBuffer(evaluation, focus);
        var total = start is null ? evaluation.Take() : start.ToBuffer(evaluation, focus);
        for (var i = 0; i < values.Count && !evaluation.HasFailed && evaluation.Spend(1); i++)
        {
            (evaluation.Total, evaluation.Index) = (total, i);
            var next = aggregator.ToBuffer(evaluation, values[i]);
            evaluation.Return(total);
            total = next;
        }
        (evaluation.Total, evaluation.Index) = (outerTotal, outerIndex);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < total.Count && wanted; i++) wanted = sink.Accept(evaluation, total[i]);
        evaluation.Return(total);
        evaluation.Return(values);
        return wanted;
    }
}

/// <summary><c>iif(criterion, then, otherwise)</c>: only the branch taken is evaluated.</summary>
internal sealed class IifOperation(Operation? source, Operation criterion, Operation then, Operation? otherwise) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var item = focus;
        if (source is not null && !source.TryOne(evaluation, focus, out item))
        {
            if (evaluation.HasFailed) return false;
            item = default;
        }
        var truth = criterion.Test(evaluation, item);
        if (evaluation.HasFailed) return false;
        if (truth == Truth.True) return then.Emit(evaluation, item, ref sink);
        return otherwise is null || otherwise.Emit(evaluation, item, ref sink);
    }
}

/// <summary><c>trace(name, projection)</c>.</summary>
internal sealed class TraceOperation(Operation source, Operation name, Operation? projection) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (evaluation.Context.Trace is not { } trace) return source.Emit(evaluation, focus, ref sink);
        if (!Arguments.TryText(evaluation, name, focus, out var label)) return !evaluation.HasFailed;
        var text = label.ToString();
        var values = source.ToBuffer(evaluation, focus);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < values.Count && wanted; i++)
        {
            Show(evaluation, trace, text, values[i]);
            wanted = sink.Accept(evaluation, values[i]);
        }
        evaluation.Return(values);
        return wanted;
    }

    private void Show(Evaluation evaluation, Action<string, FhirPathValue> trace, string label, FhirPathValue value)
    {
        if (projection is null)
        {
            trace(label, value);
            return;
        }
        var shown = projection.ToBuffer(evaluation, value);
        for (var i = 0; i < shown.Count; i++) trace(label, shown[i]);
        evaluation.Return(shown);
    }
}

/// <summary><c>defineVariable(name, value)</c>: keeps the value for what follows, and passes its input on.</summary>
internal sealed class DefineVariableOperation(Operation source, int slot, Operation? value) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var values = source.ToBuffer(evaluation, focus);
        var kept = evaluation.Take();
        if (value is null)
        {
            kept.AddRange(values);
        }
        else
        {
            var into = Sink.Collect(kept);
            value.Emit(evaluation, values.Count == 1 ? values[0] : FhirPathValue.OfCollection(values), ref into);
        }
        evaluation.Define(slot, kept);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < values.Count && wanted; i++) wanted = sink.Accept(evaluation, values[i]);
        evaluation.Return(values);
        return wanted;
    }
}

/// <summary><c>coalesce(a, b, …)</c>: the first that has values.</summary>
internal sealed class CoalesceOperation(Operation[] operands) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        foreach (var operand in operands)
            if (operand.Any(evaluation, focus)) return operand.Emit(evaluation, focus, ref sink);
        return !evaluation.HasFailed;
    }
}
