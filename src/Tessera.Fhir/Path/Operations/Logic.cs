using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Operations;

/// <summary><c>and</c>: false as soon as one operand is.</summary>
internal sealed class AndOperation(Operation[] operands) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var result = Truth.True;
        foreach (var operand in operands)
        {
            var truth = operand.Test(evaluation, focus);
            if (truth == Truth.False) return Truth.False;
            if (truth == Truth.Empty) result = Truth.Empty;
        }
        return result;
    }
}

/// <summary><c>or</c>: true as soon as one operand is.</summary>
internal sealed class OrOperation(Operation[] operands) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var result = Truth.False;
        foreach (var operand in operands)
        {
            var truth = operand.Test(evaluation, focus);
            if (truth == Truth.True) return Truth.True;
            if (truth == Truth.Empty) result = Truth.Empty;
        }
        return result;
    }
}

/// <summary><c>xor</c>.</summary>
internal sealed class XorOperation(Operation left, Operation right) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var a = left.Test(evaluation, focus);
        if (a == Truth.Empty) return Truth.Empty;
        var b = right.Test(evaluation, focus);
        return b == Truth.Empty ? Truth.Empty : Singleton.Of(a != b);
    }
}

/// <summary><c>implies</c>: true when the premise is false, whatever follows.</summary>
internal sealed class ImpliesOperation(Operation premise, Operation conclusion) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus)
    {
        var a = premise.Test(evaluation, focus);
        if (a == Truth.False) return Truth.True;
        var b = conclusion.Test(evaluation, focus);
        return a == Truth.True || b == Truth.True ? b : Truth.Empty;
    }
}

/// <summary><c>not()</c>.</summary>
internal sealed class NotOperation(Operation source) : BooleanOperation
{
    public override Truth Test(Evaluation evaluation, in FhirPathValue focus) => Singleton.Not(source.Test(evaluation, focus));
}
