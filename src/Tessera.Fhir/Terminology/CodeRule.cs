namespace Tessera.Fhir.Terminology;

/// <summary>Tells whether a text is a code of a system that is defined by rules instead of a list.</summary>
internal delegate bool CodeRule(ReadOnlySpan<byte> code);

/// <summary>The systems that FHIR uses and whose codes follow rules (http://hl7.org/fhir/R4/terminologies-systems.html).</summary>
internal static class CodeRules
{
    public static CodeRule? For(string system) => system switch
    {
        "urn:ietf:bcp:13" => MediaType.IsWellFormed,
        "urn:ietf:bcp:47" => LanguageTag.IsWellFormed,
        "urn:iso:std:iso:4217" => CurrencyCodes.Contains,
        _ => null,
    };
}
