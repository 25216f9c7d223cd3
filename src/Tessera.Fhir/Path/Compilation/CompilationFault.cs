using Tessera.Fhir.Path.Syntax;

namespace Tessera.Fhir.Path.Compilation;

/// <summary>Carries a fault out of the compiler's recursion; never leaves this folder.</summary>
internal sealed class CompilationFault(SyntaxFault fault) : Exception(fault.Message)
{
    public SyntaxFault Fault => fault;
}
