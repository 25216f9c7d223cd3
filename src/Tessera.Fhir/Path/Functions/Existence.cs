using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Operations;
using Tessera.Fhir.Path.Schema;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary><c>exists()</c> and <c>empty()</c>.</summary>
internal sealed class ExistsOperation(Operation source, bool negate) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus) => Singleton.Of(source.Any(evaluation, focus) != negate);
}

/// <summary><c>count()</c>.</summary>
internal sealed class CountOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value)
    {
        value = FhirPathValue.Of(source.Count(evaluation, focus));
        return !evaluation.HasFailed;
    }
}

/// <summary><c>all(criteria)</c>.</summary>
internal sealed class AllOperation(Operation source, Operation criteria) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var values = source.ToBuffer(evaluation, focus);
        var index = evaluation.Index;
        var result = true;
        for (var i = 0; i < values.Count && result; i++)
        {
            evaluation.Index = i;
            result = criteria.Test(evaluation, values[i]) == Truth.True;
        }
        evaluation.Index = index;
        evaluation.Return(values);
        return Singleton.Of(result);
    }
}

/// <summary><c>allTrue()</c>, <c>anyTrue()</c>, <c>allFalse()</c>, <c>anyFalse()</c>.</summary>
internal sealed class QuantifierOperation(Operation source, bool all, bool wanted) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var values = source.ToBuffer(evaluation, focus);
        var result = all;
        for (var i = 0; i < values.Count; i++)
        {
            if (!SystemValues.TryUnwrap(values[i], out var value) || value.Kind != FhirPathValueKind.Boolean)
            {
                evaluation.Fail("A collection of booleans is needed here.");
                break;
            }
            var hit = value.Data.First != 0 == wanted;
            if (all ? !hit : hit) result = !all;
        }
        evaluation.Return(values);
        return Singleton.Of(result);
    }
}

/// <summary><c>hasValue()</c>.</summary>
internal sealed class HasValueOperation(Operation source) : BooleanOperation
{
    private readonly bool isThis = source is ThisOperation;

    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (isThis && focus.Kind == FhirPathValueKind.Element) return Singleton.Of(Elements.HasValue(focus));
        var sink = Sink.One;
        source.Emit(evaluation, focus, ref sink);
        if (sink.Count != 1) return Truth.False;
        return Singleton.Of(sink.Value.Kind != FhirPathValueKind.Element || Elements.HasValue(sink.Value));
    }
}

/// <summary><c>getValue()</c>: the system value of a primitive.</summary>
internal sealed class GetValueOperation(Operation source) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value) =>
        source.TryOne(evaluation, focus, out var element) & SystemValues.TryUnwrap(element, out value);
}
