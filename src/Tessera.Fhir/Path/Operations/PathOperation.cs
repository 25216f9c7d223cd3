using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Operations.Steps;

namespace Tessera.Fhir.Path.Operations;

/// <summary>A path: links that run one into the next, starting from the focus or from another operation's values.</summary>
internal sealed class PathOperation(Operation? head, Step first) : Operation
{
    private Step last = Last(first);

    public void Append(Step step)
    {
        last.Next = step;
        last = Last(step);
    }

    /// <summary>The only link, when it starts from the focus and goes to an element by name: the commonest path of all.</summary>
    public NavigationStep? PlainName => head is null && first.Next is null ? first as NavigationStep : null;

    public override bool Any(Evaluation evaluation, in FhirPathValue focus)
    {
        if (PlainName is { } plain)
        {
            var any = plain.Any(focus, out var known);
            if (known) return any;
        }
        return base.Any(evaluation, focus);
    }

    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (head is not null) return EmitFromHead(evaluation, focus, ref sink);
        if (focus.Kind == FhirPathValueKind.None) return true;
        if (focus.Kind == FhirPathValueKind.Collection) return EmitAll((ValueBuffer)focus.Subject!, evaluation, ref sink);
        return first.Push(evaluation, focus, ref sink);
    }

    private bool EmitFromHead(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (head is ScalarOperation or BooleanOperation)
            return !head.TryOne(evaluation, focus, out var value) ? !evaluation.HasFailed : first.Push(evaluation, value, ref sink);
        var values = head!.ToBuffer(evaluation, focus);
        var wanted = !evaluation.HasFailed && EmitAll(values, evaluation, ref sink);
        evaluation.Return(values);
        return wanted;
    }

    private bool EmitAll(ValueBuffer values, Evaluation evaluation, ref Sink sink)
    {
        for (var i = 0; i < values.Count; i++)
            if (!evaluation.Spend(1) || !first.Push(evaluation, values[i], ref sink)) return false;
        return true;
    }

    private static Step Last(Step step)
    {
        while (step.Next is { } next) step = next;
        return step;
    }
}
