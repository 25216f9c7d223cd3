using Tessera.Fhir.Path.Engine;
using Tessera.Fhir.Path.Schema;

namespace Tessera.Fhir.Path.Operations;

/// <summary><c>resolve() is T</c>. When the resource is not at hand, the reference itself tells its type: R4's search parameters
/// (<c>Condition.subject.where(resolve() is Patient)</c>) are meant to work on one resource alone.</summary>
internal sealed class ResolveIsOperation(Operation reference, TypeTest test) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var sink = Sink.One;
        reference.Emit(evaluation, focus, ref sink);
        if (sink.Count == 0 || evaluation.HasFailed) return Truth.Empty;
        if (sink.Count > 1)
        {
            evaluation.Fail("A single value is needed here, but there are several.");
            return Truth.Empty;
        }
        if (evaluation.TryResolve(sink.Value, out var resource)) return Singleton.Of(test.Is(resource));
        return TypeOf(evaluation, sink.Value) is { } type ? Singleton.Of(test.Fhir is not null && type.Is(test.Fhir)) : Truth.Empty;
    }

    private static PathType? TypeOf(Evaluation evaluation, in FhirPathValue value)
    {
        var schema = evaluation.Schema;
        var text = evaluation.ReferenceText(value);
        if (text.Exists && ReferenceType(text.Utf8) is { IsEmpty: false } name && schema.Find(name) is { IsResource: true } type) return type;
        var declared = value.Node[schema.TypeId];
        return declared.Exists ? schema.Find(declared.Utf8) : null;
    }

    // [base/]Type/id[/_history/version]
    private static ReadOnlySpan<byte> ReferenceType(ReadOnlySpan<byte> reference)
    {
        if (reference.IndexOf("/_history/"u8) is > 0 and var history) reference = reference[..history];
        var slash = reference.LastIndexOf((byte)'/');
        if (slash <= 0) return default;
        var before = reference[..slash];
        return before[(before.LastIndexOf((byte)'/') + 1)..];
    }
}
