namespace Tessera.Centre.Codes.Suggestions;

/// <summary>Why a code is suggested, the strongest reason first.</summary>
public enum SuggestionReason
{
    /// <summary>Its text is the same, letter by letter.</summary>
    Exact,

    /// <summary>Its text is the same but for case, accents, punctuation, plurals or the order of words.</summary>
    Normalised,

    /// <summary>One of its other words is the same.</summary>
    Synonym,

    /// <summary>The code itself is written like this, in another system.</summary>
    SameCode,

    /// <summary>Its words are alike.</summary>
    Similar,
}
