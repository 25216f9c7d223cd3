namespace Tessera.Fhir.Path.Syntax;

/// <summary>Why an expression cannot be compiled, and where.</summary>
internal sealed record SyntaxFault(int Position, string Message, string? Fix = null, IssueType Type = IssueType.Invalid);
