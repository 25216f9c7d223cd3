using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Values;

namespace Tessera.Fhir.Path.Functions;

/// <summary>One key of <c>sort()</c>.</summary>
/// <param name="Selector">What to sort by.</param>
/// <param name="IsDescending">The greatest first: written <c>-key</c> or <c>key desc</c>.</param>
/// <param name="EmptyLast">Whether values without a key come last: they count as less than any value, and a minus sign changes values only.</param>
internal sealed record SortKey(Operation Selector, bool IsDescending, bool EmptyLast);

/// <summary><c>sort(keys…)</c>; stable.</summary>
internal sealed class SortOperation(Operation source, SortKey[] keys) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var values = source.ToBuffer(evaluation, focus);
        var selected = new FhirPathValue[values.Count * keys.Length];
        for (var i = 0; i < values.Count && !evaluation.HasFailed; i++)
            for (var k = 0; k < keys.Length; k++) keys[k].Selector.TryOne(evaluation, values[i], out selected[i * keys.Length + k]);
        var order = new int[values.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        if (!evaluation.HasFailed && evaluation.Spend(values.Count * 20)) Array.Sort(order, (a, b) => Compare(evaluation, selected, a, b));
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < order.Length && wanted; i++) wanted = sink.Accept(evaluation, values[order[i]]);
        evaluation.Return(values);
        return wanted;
    }

    private int Compare(Evaluation evaluation, FhirPathValue[] selected, int a, int b)
    {
        for (var k = 0; k < keys.Length; k++)
        {
            ref readonly var left = ref selected[a * keys.Length + k];
            ref readonly var right = ref selected[b * keys.Length + k];
            int order;
            if (!left.Exists || !right.Exists) order = left.Exists.CompareTo(right.Exists) * (keys[k].EmptyLast ? -1 : 1);
            else order = (Comparison.Compare(evaluation, left, right) ?? 0) * (keys[k].IsDescending ? -1 : 1);
            if (order != 0) return order;
        }
        return a.CompareTo(b);
    }
}
