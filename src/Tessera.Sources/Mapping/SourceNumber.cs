namespace Tessera.Sources.Mapping;

/// <summary>Reads a number as a source writes it, with comparator and unit, or says why it cannot: nothing is guessed. The sign that is not the
/// decimal one may only group digits by three; a lone <c>1.234</c> beside a decimal comma could mean two numbers, and needs a stated grouping.</summary>
/// <param name="Value">The number, or null.</param>
/// <param name="Reason">Why there is none although digits are there; null where the text is no number at all.</param>
/// <param name="Fix">What to do about it.</param>
internal readonly record struct SourceNumber(MeasuredValue? Value, string? Reason, string? Fix)
{
    /// <summary>Reads a number.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="decimalSign">Point or comma.</param>
    /// <param name="grouping">The sign between thousands that is stated: point, comma, space or apostrophe; null for none.</param>
    public static SourceNumber Read(string text, char decimalSign, char? grouping)
    {
        // Most cells are written as FHIR writes numbers.
        if (decimalSign == '.' && !text.Contains(',', StringComparison.Ordinal) && MeasuredValue.Read(text) is { } plain) return new(plain, null, null);
        var start = 0;
        while (start < text.Length && text[start] is '<' or '>' or '=' or '≤' or '≥' or '+' or '-' or ' ') start++;
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or ',' || IsBetweenThousands(text, end, grouping))) end++;
        var digits = text[start..end];
        if (!digits.Any(char.IsAsciiDigit)) return new(null, null, null);
        var at = digits.IndexOf(decimalSign, StringComparison.Ordinal);
        var (whole, fraction) = at < 0 ? (digits, "") : (digits[..at], digits[at..]);
        if (fraction.Skip(1).Any(letter => !char.IsAsciiDigit(letter))) return Misplaced(decimalSign);
        if (whole.All(char.IsAsciiDigit)) return Of(text, start, end, whole, fraction);

        var isExponent = end < text.Length && text[end] is 'e' or 'E';
        var other = grouping ?? (decimalSign == ',' ? '.' : ',');
        if (isExponent || !IsGrouped(whole, other)) return Misplaced(decimalSign);
        if (grouping is null && fraction.Length == 0 && whole.Count(letter => letter == other) == 1) return Ambiguous(decimalSign, other);
        return Of(text, start, end, string.Concat(whole.Where(char.IsAsciiDigit)), fraction);
    }

    private static SourceNumber Of(string text, int start, int end, string whole, string fraction) =>
        new(MeasuredValue.Read($"{text[..start]}{whole}{(fraction.Length > 0 ? "." : "")}{(fraction.Length > 0 ? fraction[1..] : "")}{text[end..]}"), null, null);

    // 12 345 and not the 12 of "12 10*3/uL".
    private static bool IsBetweenThousands(string text, int at, char? grouping) =>
        grouping is ' ' or '\'' && Signs(grouping.Value).Contains(text[at]) && at > 0 && char.IsAsciiDigit(text[at - 1]) && text.Length > at + 3
        && text.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0 && (text.Length == at + 4 || !char.IsAsciiDigit(text[at + 4]));

    // A space may be one that does not break, an apostrophe a curved one.
    private static char[] Signs(char grouping) => grouping switch { ' ' => [' ', '\u00A0', '\u2009', '\u202F'], '\'' => ['\'', '\u2019'], _ => [grouping] };

    // One to three digits, no nought before them, then always three.
    private static bool IsGrouped(string whole, char grouping)
    {
        var groups = whole.Split(Signs(grouping));
        return groups[0] is { Length: >= 1 and <= 3 } first && first[0] != '0' && groups.All(group => group.All(char.IsAsciiDigit)) && groups.Skip(1).All(group => group.Length == 3);
    }

    private static SourceNumber Ambiguous(char decimalSign, char other) => new(null, $"the {Name(other)} may stand before the decimals or between the thousands",
        $"Write the number with a decimal {Name(decimalSign)} and nothing between the thousands. Where the export writes thousands so, state grouping: \"{other}\" in the mapping's format.");

    private static SourceNumber Misplaced(char decimalSign) => new(null, $"the number is not written with a decimal {Name(decimalSign)} and groups of three digits",
        $"Write the number with a decimal {Name(decimalSign)} and nothing between the thousands, or state how the file writes numbers: decimal and grouping in the mapping's format.");

    private static string Name(char sign) => sign == ',' ? "comma" : "point";
}
