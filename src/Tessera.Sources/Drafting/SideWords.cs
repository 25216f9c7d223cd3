namespace Tessera.Sources.Drafting;

/// <summary>How exports write the side of a paired organ. A letter that means different things in different languages is read in the language of the headers.</summary>
internal static class SideWords
{
    private const string Left = "sct|7771000", Right = "sct|24028007", Both = "sct|51440002";

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["left"] = Left, ["right"] = Right, ["both"] = Both, ["bilateral"] = Both,
        ["links"] = Left, ["rechts"] = Right, ["beidseits"] = Both, ["beidseitig"] = Both,
        ["gauche"] = Left, ["droite"] = Right, ["droit"] = Right, ["bilatéral"] = Both,
        ["izquierda"] = Left, ["izquierdo"] = Left, ["derecha"] = Right, ["derecho"] = Right,
        ["sinistra"] = Left, ["sinistro"] = Left, ["destra"] = Right, ["destro"] = Right, ["beide"] = Both,
    };

    /// <summary>The code of mCODE's qualifier that a word means, or null.</summary>
    public static string? Find(string word, string language) => (language, word.ToUpperInvariant()) switch
    {
        ("en" or "de" or "nl", "L") or ("fr", "G") or ("es", "I") or ("it", "S") => Left,
        ("en" or "de" or "nl", "R") or ("fr" or "es" or "it", "D") => Right,
        ("en" or "de" or "nl" or "fr" or "es" or "it", "B") => Both,
        _ => Words.GetValueOrDefault(word),
    };
}
