namespace Tessera.Fhir.Path.Syntax;

/// <summary>Binding strength of the operators: http://hl7.org/fhirpath/N1/#operator-precedence</summary>
internal static class Precedence
{
    public const int Unary = 11;

    /// <summary>Strength of an infix operator, 0 for anything else.</summary>
    public static int Of(ReadOnlySpan<char> symbol) => symbol switch
    {
        "implies" => 1,
        "or" or "xor" => 2,
        "and" => 3,
        "in" or "contains" => 4,
        "=" or "~" or "!=" or "!~" => 5,
        "<" or ">" or "<=" or ">=" => 6,
        "|" => 7,
        "is" or "as" => 8,
        "+" or "-" or "&" => 9,
        "*" or "/" or "div" or "mod" => 10,
        _ => 0,
    };

    /// <summary>Whether a chain of the operator can be one node with many operands, since order does not matter to the result.</summary>
    public static bool IsChain(ReadOnlySpan<char> symbol) => symbol is "or" or "and" or "|" or "+" or "&";
}
