using Tessera.Fhir.Json;
using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Operations;

/// <summary><c>=</c> and <c>!=</c>.</summary>
internal sealed class EqualOperation(Operation left, Operation right, bool negate) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var first = Sink.One;
        left.Emit(evaluation, focus, ref first);
        if (first.Count == 0) return Truth.Empty;
        var second = Sink.One;
        right.Emit(evaluation, focus, ref second);
        if (second.Count == 0 || evaluation.HasFailed) return Truth.Empty;
        var equal = first.Count == 1 && second.Count == 1 ? Comparison.Equal(first.Value, second.Value) : Collections(evaluation, focus);
        return negate ? Singleton.Not(equal) : equal;
    }

    private Truth Collections(Evaluation evaluation, in FhirPathValue focus)
    {
        var a = left.ToBuffer(evaluation, focus);
        var b = right.ToBuffer(evaluation, focus);
        var result = a.Count == b.Count ? Truth.True : Truth.False;
        for (var i = 0; i < a.Count && result != Truth.False; i++)
        {
            var equal = Comparison.Equal(a[i], b[i]);
            if (equal != Truth.True) result = equal;
        }
        evaluation.Return(b);
        evaluation.Return(a);
        return result;
    }
}

/// <summary><c>=</c> and <c>!=</c> with a text literal, compared byte by byte in place.</summary>
internal sealed class EqualTextOperation(Operation left, byte[] text, bool negate) : BooleanOperation
{
    private readonly Steps.NavigationStep? plain = (left as PathOperation)?.PlainName;

    /// <summary>The link that filters by this comparison, when it is one of a plain name with a text.</summary>
    public Steps.Step AsFilter() => plain is not null && !negate ? new Steps.WhereTextStep(plain, text, this) : new Steps.WhereStep(this);

    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (plain?.FindText(focus) is >= 0 and var at)
            return at == 0 ? Truth.Empty : Singleton.Of(new FhirNode(focus.Document, at).Utf8.SequenceEqual(text) != negate);
        var sink = Sink.One;
        left.Emit(evaluation, focus, ref sink);
        if (sink.Count == 0 || evaluation.HasFailed) return Truth.Empty;
        return Singleton.Of((sink.Count == 1 && IsText(sink.Value)) != negate);
    }

    private bool IsText(in FhirPathValue value)
    {
        if (value.Kind == FhirPathValueKind.Element && value.ElementType!.System == FhirPathValueKind.String && value.Index >= 0)
            return value.Node.Utf8.SequenceEqual(text);
        return SystemValues.TryUnwrap(value, out var system) && system.Kind == FhirPathValueKind.String && SystemValues.Text(system).SequenceEqual(text);
    }
}

/// <summary><c>~</c> and <c>!~</c>: order of the values does not matter.</summary>
internal sealed class EquivalentOperation(Operation left, Operation right, bool negate) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var a = left.ToBuffer(evaluation, focus);
        var b = right.ToBuffer(evaluation, focus);
        var same = a.Count == b.Count;
        for (var i = 0; i < a.Count && same; i++)
        {
            var found = -1;
            for (var j = 0; j < b.Count && found < 0 && evaluation.Spend(1); j++)
                if (b[j].Exists && Comparison.Equivalent(a[i], b[j])) found = j;
            same = found >= 0;
            if (same) b.Writable[found] = default;
        }
        evaluation.Return(b);
        evaluation.Return(a);
        return Singleton.Of(same != negate);
    }
}

/// <summary><c>&lt;</c>, <c>&gt;</c>, <c>&lt;=</c>, <c>&gt;=</c>.</summary>
internal sealed class OrderOperation(Operation left, Operation right, string symbol) : BooleanOperation
{
    private readonly bool less = symbol[0] == '<';
    private readonly bool orEqual = symbol.Length == 2;

    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        if (!left.TryOne(evaluation, focus, out var a) || !right.TryOne(evaluation, focus, out var b)) return Truth.Empty;
        if (Comparison.Compare(evaluation, a, b) is not { } order) return Truth.Empty;
        return Singleton.Of((order == 0 && orEqual) || (less ? order < 0 : order > 0));
    }
}
