using Tessera.Fhir.Path.Syntax;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>How a call of a function is compiled.</summary>
/// <param name="Fewest">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="Compile">From the compiler, the call and its compiled source to the operation.</param>
internal sealed record FunctionRule(int Fewest, int Most, Func<Compiler, CallNode, Compiled, Compiled> Compile)
{
    /// <summary>Whether the function looks at each value by its place, so that it needs values in order.</summary>
    public bool NeedsOrder { get; init; }
}
