namespace Tessera.Fhir.Path.Syntax;

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its characters, quotes and marks included.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length);
