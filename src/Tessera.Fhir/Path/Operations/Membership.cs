using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Operations;

/// <summary><c>in</c>, and <c>contains</c> with its operands exchanged.</summary>
internal sealed class MembershipOperation(Operation item, Operation collection) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!item.TryOne(evaluation, focus, out var value)) return Truth.Empty;
        var values = collection.ToBuffer(evaluation, focus);
        var found = false;
        for (var i = 0; i < values.Count && !found; i++) found = Comparison.Equal(value, values[i]) == Truth.True;
        evaluation.Return(values);
        return Singleton.Of(found);
    }
}

/// <summary><c>in</c> a list of text literals (<c>status in ('proposed' | 'cancelled')</c>).</summary>
internal sealed class TextMembershipOperation(Operation item, byte[][] texts) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!item.TryOne(evaluation, focus, out var value)) return Truth.Empty;
        if (!SystemValues.TryUnwrap(value, out var system) || system.Kind != FhirPathValueKind.String) return Truth.False;
        var own = SystemValues.Text(system);
        foreach (var text in texts)
            if (own.SequenceEqual(text)) return Truth.True;
        return Truth.False;
    }
}
