using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary><c>|</c>, <c>union()</c> and <c>distinct()</c>: each value once.</summary>
internal sealed class UnionOperation(Operation[] operands) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var unique = evaluation.Take();
        var distinct = new Distinct(evaluation, unique);
        foreach (var operand in operands)
        {
            var values = operand.ToBuffer(evaluation, focus);
            for (var i = 0; i < values.Count && !evaluation.HasFailed; i++) distinct.Add(values[i]);
            evaluation.Return(values);
        }
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < unique.Count && wanted; i++) wanted = sink.Accept(evaluation, unique[i]);
        evaluation.Return(unique);
        return wanted;
    }

    public override bool Any(Evaluation evaluation, in FhirPathValue focus)
    {
        foreach (var operand in operands)
            if (operand.Any(evaluation, focus)) return true;
        return false;
    }
}

/// <summary><c>combine()</c>: all values of both.</summary>
internal sealed class CombineOperation(Operation left, Operation right) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink) =>
        left.Emit(evaluation, focus, ref sink) && right.Emit(evaluation, focus, ref sink);
}

/// <summary><c>intersect()</c> and <c>exclude()</c>.</summary>
internal sealed class IntersectOperation(Operation left, Operation right, bool exclude) : Operation
{
    public override bool Any(Evaluation evaluation, in FhirPathValue focus)
    {
        var values = left.ToBuffer(evaluation, focus);
        var any = false;
        if (values.Count > 0)
        {
            var others = right.ToBuffer(evaluation, focus);
            var search = new Distinct(evaluation, others);
            for (var i = 0; i < values.Count && !any; i++) any = search.Contains(values[i]) != exclude;
            evaluation.Return(others);
        }
        evaluation.Return(values);
        return any;
    }

    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var values = left.ToBuffer(evaluation, focus);
        var others = right.ToBuffer(evaluation, focus);
        var seen = evaluation.Take();
        var distinct = new Distinct(evaluation, seen);
        var search = new Distinct(evaluation, others);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < values.Count && wanted; i++)
        {
            var keep = exclude ? !search.Contains(values[i]) : search.Contains(values[i]) && distinct.Add(values[i]);
            if (keep && !evaluation.HasFailed) wanted = sink.Accept(evaluation, values[i]);
        }
        evaluation.Return(seen);
        evaluation.Return(others);
        evaluation.Return(values);
        return wanted && !evaluation.HasFailed;
    }
}

/// <summary><c>isDistinct()</c>.</summary>
internal sealed class IsDistinctOperation(Operation source) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var values = source.ToBuffer(evaluation, focus);
        var unique = evaluation.Take();
        var distinct = new Distinct(evaluation, unique);
        var result = true;
        for (var i = 0; i < values.Count && result; i++) result = distinct.Add(values[i]);
        evaluation.Return(unique);
        evaluation.Return(values);
        return Singleton.Of(result);
    }
}

/// <summary><c>subsetOf()</c>, and <c>supersetOf()</c> with its operands exchanged.</summary>
internal sealed class SubsetOperation(Operation part, Operation whole) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var values = part.ToBuffer(evaluation, focus);
        var others = whole.ToBuffer(evaluation, focus);
        var search = new Distinct(evaluation, others);
        var result = true;
        for (var i = 0; i < values.Count && result; i++) result = search.Contains(values[i]);
        evaluation.Return(others);
        evaluation.Return(values);
        return Singleton.Of(result);
    }
}
