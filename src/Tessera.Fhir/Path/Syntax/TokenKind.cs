namespace Tessera.Fhir.Path.Syntax;

/// <summary>Kinds of token.</summary>
internal enum TokenKind : byte
{
    End,
    Name,
    QuotedName,
    Text,
    Number,
    Moment,
    Variable,
    Dollar,
    Symbol,
}
