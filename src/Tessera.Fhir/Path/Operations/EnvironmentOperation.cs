using Tessera.Fhir.Path.Engine;

namespace Tessera.Fhir.Path.Operations;

/// <summary><c>%resource</c>, <c>%rootResource</c> and <c>%context</c>.</summary>
internal sealed class EnvironmentOperation(string name) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        var value = name switch { "resource" => evaluation.Resource, "rootResource" => evaluation.RootResource, _ => evaluation.Start };
        return !value.Exists || sink.Accept(evaluation, value);
    }
}

/// <summary>A variable that the caller gives, looked up when it is used.</summary>
internal sealed class ExternalOperation(string name) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (evaluation.Context.Variables is not { } variables || !variables.TryGetValue(name, out var values)) return evaluation.Fail($"The variable %{name} has no value.");
        foreach (var value in values)
            if (!sink.Accept(evaluation, value)) return false;
        return true;
    }
}

/// <summary>A variable of <c>defineVariable()</c>.</summary>
internal sealed class DefinedOperation(int slot) : Operation
{
    public override bool Emit(Evaluation evaluation, in FhirPathValue focus, ref Sink sink)
    {
        if (evaluation.Variable(slot) is not { } values) return true;
        for (var i = 0; i < values.Count; i++)
            if (!sink.Accept(evaluation, values[i])) return false;
        return true;
    }
}
