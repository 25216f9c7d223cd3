using System.Text;
using Tessera.Fhir.Terminology.Ucum;

namespace Tessera.Fhir.Terminology;

/// <summary>Tells whether a text is a code of a system.</summary>
internal delegate Membership CodeTest(ReadOnlySpan<byte> code);

/// <summary>The rule of a code system whose codes are made by rules instead of listed.</summary>
/// <param name="Test">Asks the rule.</param>
/// <param name="DecidesAll">Whether the rule never answers unknown.</param>
internal sealed record CodeRule(CodeTest Test, bool DecidesAll)
{
    private static readonly CodeRule MediaTypes = new(code => Answer(MediaType.IsWellFormed(code)), true);
    private static readonly CodeRule Languages = new(code => Answer(LanguageTag.IsWellFormed(code)), true);
    private static readonly CodeRule Currencies = new(code => Answer(CurrencyCodes.Contains(code)), true);
    private static readonly CodeRule Units = new(TestUnit, false);

    /// <summary>The rule of a system that FHIR uses (http://hl7.org/fhir/R4/terminologies-systems.html), or null.</summary>
    public static CodeRule? For(string system) => system switch
    {
        "urn:ietf:bcp:13" => MediaTypes,
        "urn:ietf:bcp:47" => Languages,
        "urn:iso:std:iso:4217" => Currencies,
        "http://unitsofmeasure.org" => Units,
        _ => null,
    };

    private static Membership Answer(bool isCode) => isCode ? Membership.Member : Membership.NotMember;

    // Tessera does not compute with all units of UCUM, so a code may be one though it cannot be read. Blanks in braces are against UCUM §12
    // and widespread; nobody misunderstands them.
    private static Membership TestUnit(ReadOnlySpan<byte> code)
    {
        var text = Encoding.UTF8.GetString(code);
        if (UcumUnit.TryParse(text, out _)) return Membership.Member;
        return UcumSpelling.IsWrong(text) ? Membership.NotMember : Membership.Unknown;
    }
}
