namespace Tessera.Sources.Drafting;

/// <summary>How exports write sex. Words say themselves what they mean; letters and numbers say it only together with the others of the column, and
/// in the language of its header: M is a woman in Spain beside H or V, and a man beside F.</summary>
internal static class SexWords
{
    private const string Male = "male", Female = "female", Other = "other", Unknown = "unknown";

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["male"] = Male, ["female"] = Female, ["other"] = Other, ["unknown"] = Unknown,
        ["männlich"] = Male, ["weiblich"] = Female, ["divers"] = Other, ["unbekannt"] = Unknown,
        ["homme"] = Male, ["femme"] = Female, ["masculin"] = Male, ["féminin"] = Female,
        ["hombre"] = Male, ["mujer"] = Female, ["varón"] = Male, ["masculino"] = Male, ["femenino"] = Female,
        ["man"] = Male, ["vrouw"] = Female, ["onbekend"] = Unknown,
        ["maschio"] = Male, ["femmina"] = Female, ["maschile"] = Male, ["femminile"] = Female, ["uomo"] = Male, ["donna"] = Female,
    };

    /// <summary>The codes of those words of a column that can be told.</summary>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> words, string language)
    {
        var all = words.Select(word => word.ToLowerInvariant()).Distinct().ToHashSet(StringComparer.Ordinal);
        return all.Select(word => (Word: word, Code: Words.GetValueOrDefault(word) ?? Sign(word, all, language))).Where(pair => pair.Code is not null)
            .ToDictionary(pair => pair.Word, pair => pair.Code!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What the words of a column mean, in the language of its header where that tells one beside English, else in that of the file.</summary>
    public static IReadOnlyDictionary<string, string> Read(ColumnSample column, string language) => Read(column.Words, LanguageOf(column, language));

    /// <summary>The language in which the letters of a column are read.</summary>
    public static string LanguageOf(ColumnSample column, string language) =>
        HeaderWords.Find(column.Header).Where(word => word.Role == ColumnRole.Sex && word.Language != "en").Select(word => word.Language).FirstOrDefault(language);

    private static string? Sign(string word, HashSet<string> all, string language) => word switch
    {
        "f" or "w" => Female,
        "h" when language is "fr" or "es" || all.Contains("f") => Male,
        "m" => M(all, language),
        "v" => language switch { "es" => Male, "nl" => Female, _ => null },
        "u" when language is "it" && all.Contains("d") => Male,
        "d" when language is "it" && all.Contains("u") => Female,
        "u" when language is "en" or "de" => Unknown,
        "o" when language is "en" => Other,
        "d" when language is "de" => Other,
        "x" => Other,
        // ISO/IEC 5218. Beside 0 alone they may as well be counted from there: 0, 1.
        "1" or "2" or "9" when IsNumbered(all) => word switch { "1" => Male, "2" => Female, _ => Unknown },
        "0" when IsNumbered(all) => Unknown,
        _ => null,
    };

    private static string? M(HashSet<string> all, string language)
    {
        var (isBesideWoman, isBesideMan) = (all.Contains("f") || all.Contains("w") || (language == "nl" && all.Contains("v")), all.Contains("h") || (language == "es" && all.Contains("v")));
        if (isBesideWoman || isBesideMan) return isBesideWoman == isBesideMan ? null : isBesideWoman ? Male : language == "es" ? Female : null;
        return language == "es" || all.Contains("v") ? null : Male;
    }

    private static bool IsNumbered(HashSet<string> all) => all.Contains("1") && all.Contains("2") && (!all.Contains("0") || all.Contains("9"));
}
