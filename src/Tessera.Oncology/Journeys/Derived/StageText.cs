using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Derived;

/// <summary>The short forms of stages and categories, taken from the record's own codes and words; nothing is looked up or computed.</summary>
public static class StageText
{
    private static readonly string[] Romans = ["0", "I", "II", "III", "IV"];

    /// <summary>A stage: <c>IIB</c> of <c>American Joint Committee on Cancer stage IIB</c>; the whole text where no short form stands in it.</summary>
    public static string OfStage(Concept stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.CodeOf(CodeSystems.CancerStaging) is { } code) return code;
        var text = stage.Plain;
        if (After(text, "grade group ") is { } group) return "Grade group " + group;
        return After(text, "stage ") ?? text;
    }

    /// <summary>A T, N or M category: <c>cT3</c> of <c>American Joint Committee on Cancer cT3</c>; the whole text where no short form stands in it.</summary>
    public static string OfCategory(Concept category)
    {
        ArgumentNullException.ThrowIfNull(category);
        if (category.CodeOf(CodeSystems.CancerStaging) is { } code) return code;
        foreach (var word in category.Plain.Split(' '))
            if (IsCategory(word)) return word;
        return category.Plain;
    }

    /// <summary>A stage for comparing: <c>3c</c> and <c>IIIC</c> are the same.</summary>
    public static string Comparable(string stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var upper = stage.Trim().ToUpperInvariant();
        if (upper.StartsWith("STAGE ", StringComparison.Ordinal)) upper = upper[6..];
        return upper.Length is 1 or 2 && upper[0] is >= '0' and <= '4' ? Romans[upper[0] - '0'] + upper[1..] : upper;
    }

    /// <summary>The main stage <c>0</c>, <c>I</c>, <c>II</c>, <c>III</c> or <c>IV</c> of a stage such as <c>IIIA1</c>; null when it has another form.</summary>
    public static string? Main(string stage)
    {
        var comparable = Comparable(stage);
        var letters = comparable.AsSpan().TrimEnd("ABCDES0123456789+() ");
        for (var at = Romans.Length - 1; at >= 1; at--)
            if (letters.SequenceEqual(Romans[at])) return Romans[at];
        return comparable is "0" or "0A" or "0IS" or "IS" ? "0" : null;
    }

    private static string? After(string text, string word)
    {
        var at = text.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var rest = text.AsSpan(at + word.Length);
        var end = rest.IndexOfAny(' ', ',', ';');
        return (end < 0 ? rest : rest[..end]) is { Length: > 0 } first && (char.IsAsciiLetterUpper(first[0]) || char.IsAsciiDigit(first[0])) ? first.ToString() : null;
    }

    private static bool IsCategory(string word)
    {
        var plain = word.AsSpan().TrimStart("yracp");
        return plain.Length >= 2 && plain[0] is 'T' or 'N' or 'M' && (char.IsAsciiDigit(plain[1]) || plain[1] is 'X' or 'i' or 'a');
    }
}
