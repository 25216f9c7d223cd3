namespace Tessera.Fhir.Search.Parsing;

/// <summary>Value sets that guides still call by a name they no longer have.</summary>
internal static class ValueSetAliases
{
    private const string Mcode = "http://hl7.org/fhir/us/mcode/ValueSet/";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        // The conformance pages of mCODE STU4 search by it; the package has only its successor.
        [Mcode + "mcode-primary-or-uncertain-behavior-cancer-disorder-vs"] = Mcode + "mcode-primary-cancer-disorder-vs",
    };

    /// <summary>The canonical URL that is meant; a version stays with it.</summary>
    public static string Current(string canonical)
    {
        var bar = canonical.IndexOf('|', StringComparison.Ordinal);
        var url = bar < 0 ? canonical : canonical[..bar];
        return Names.TryGetValue(url, out var current) ? current : canonical;
    }
}
