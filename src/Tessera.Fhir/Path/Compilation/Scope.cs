namespace Tessera.Fhir.Path.Compilation;

/// <summary>What names mean at a place of an expression.</summary>
/// <param name="This">What <c>$this</c> is.</param>
/// <param name="Variables">Variables defined so far, innermost first.</param>
internal sealed record Scope(StaticType This, Scope.Variable? Variables)
{
    /// <summary>A variable of <c>defineVariable()</c>.</summary>
    internal sealed record Variable(string Name, int Slot, StaticType Type, Variable? Outer);

    public Variable? Find(string name)
    {
        for (var variable = Variables; variable is not null; variable = variable.Outer)
            if (variable.Name == name) return variable;
        return null;
    }
}
