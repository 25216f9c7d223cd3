using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations;

/// <summary><c>is</c>.</summary>
internal sealed class IsOperation(Operation source, TypeTest test) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus) =>
        source.TryOne(evaluation, focus, out var value) ? Singleton.Of(test.Is(value)) : Truth.Empty;
}

/// <summary><c>as</c> where several values are an error.</summary>
internal sealed class AsOperation(Operation source, TypeTest test) : ScalarOperation
{
    public override bool TryOne(Evaluation evaluation, in FhirPathValue focus, out FhirPathValue value) =>
        source.TryOne(evaluation, focus, out value) && test.Selects(value);
}

/// <summary><c>type()</c> of each value.</summary>
internal sealed class TypeOfOperation(Operation source) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var values = source.ToBuffer(evaluation, focus);
        var wanted = !evaluation.HasFailed;
        for (var i = 0; i < values.Count && wanted; i++)
        {
            var info = values[i].Kind == FhirPathValueKind.Element
                ? new Values.TypeInfo("FHIR", values[i].ElementType!.Name)
                : new Values.TypeInfo("System", values[i].Kind.ToString());
            wanted = sink.Accept(evaluation, FhirPathValue.Of(info));
        }
        evaluation.Return(values);
        return wanted;
    }
}
