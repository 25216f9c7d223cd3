namespace Tessera.Sources.Drafting;

/// <summary>How exports write sex. A letter that means different things in different languages is read in the language of the headers.</summary>
internal static class SexWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["m"] = "male", ["f"] = "female", ["w"] = "female", ["d"] = "other", ["x"] = "other", ["u"] = "unknown", ["o"] = "other",
        ["male"] = "male", ["female"] = "female", ["other"] = "other", ["unknown"] = "unknown",
        ["männlich"] = "male", ["weiblich"] = "female", ["divers"] = "other", ["unbekannt"] = "unknown",
        ["homme"] = "male", ["femme"] = "female", ["masculin"] = "male", ["féminin"] = "female", ["h"] = "male",
        ["hombre"] = "male", ["mujer"] = "female", ["varón"] = "male", ["masculino"] = "male", ["femenino"] = "female",
        ["man"] = "male", ["vrouw"] = "female", ["onbekend"] = "unknown",
        ["maschio"] = "male", ["femmina"] = "female", ["maschile"] = "male", ["femminile"] = "female",
        ["1"] = "male", ["2"] = "female", ["0"] = "unknown", ["9"] = "unknown",
    };

    /// <summary>The code of a word, or null.</summary>
    public static string? Find(string word, string language) => (language, word.ToUpperInvariant()) switch
    {
        ("es", "M") => "female",
        ("es", "V") => "male",
        ("nl", "V") => "female",
        _ => Words.GetValueOrDefault(word),
    };
}
