namespace Tessera.Sources.Mapping;

/// <summary>The parts of an ISO 8601 date as written, whether or not there is such a day: YYYY, YYYY-MM, YYYY-MM-DD, or with a time after
/// <c>T</c> or a space. Missing parts are -1. Written by hand: every row has dates, and a regular expression was a tenth of an extraction.</summary>
internal readonly record struct IsoText(int Year, int Month, int Day)
{
    public int Hour { get; init; } = -1;

    public int Minute { get; init; } = -1;

    public int Second { get; init; } = -1;

    /// <summary>Fraction of the second with its dot, or empty.</summary>
    public string Fraction { get; init; } = "";

    /// <summary><c>Z</c> or an offset as written, or null.</summary>
    public string? Offset { get; init; }

    /// <summary>Reads a text, or null when it does not have the form.</summary>
    public static IsoText? Read(ReadOnlySpan<char> text)
    {
        var year = Digits(text, 0, 4);
        if (year < 0) return null;
        if (text.Length == 4) return new IsoText(year, -1, -1);
        var month = At(text, 4) == '-' ? Digits(text, 5, 2) : -1;
        if (month < 0) return null;
        if (text.Length == 7) return new IsoText(year, month, -1);
        var day = At(text, 7) == '-' ? Digits(text, 8, 2) : -1;
        if (day < 0) return null;
        if (text.Length == 10) return new IsoText(year, month, day);
        return text[10] is 'T' or ' ' ? ReadTime(text[11..], new IsoText(year, month, day)) : null;
    }

    private static IsoText? ReadTime(ReadOnlySpan<char> text, IsoText date)
    {
        var (hour, minute) = (Digits(text, 0, 2), At(text, 2) == ':' ? Digits(text, 3, 2) : -1);
        if (hour < 0 || minute < 0) return null;
        var at = 5;
        var second = At(text, at) == ':' ? Digits(text, at + 1, 2) : -1;
        if (second >= 0) at += 3;
        var fraction = at;
        if (second >= 0 && At(text, at) == '.') at += 1 + CountDigits(text[(at + 1)..]);
        if (at == fraction + 1) return null;
        var offset = text[at..];
        if (!IsOffset(offset)) return null;
        return date with
        {
            Hour = hour, Minute = minute, Second = second, Fraction = text[fraction..at].ToString(), Offset = offset.IsEmpty ? null : offset.ToString(),
        };
    }

    private static bool IsOffset(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text is "Z" or "z") return true;
        if (text[0] is not ('+' or '-') || Digits(text, 1, 2) < 0) return false;
        return text.Length == 5 ? Digits(text, 3, 2) >= 0 : text.Length == 6 && text[3] == ':' && Digits(text, 4, 2) >= 0;
    }

    private static char At(ReadOnlySpan<char> text, int index) => index < text.Length ? text[index] : '\0';

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count])) count++;
        return count;
    }

    private static int Digits(ReadOnlySpan<char> text, int start, int count)
    {
        if (text.Length < start + count) return -1;
        var value = 0;
        foreach (var letter in text.Slice(start, count))
        {
            if (!char.IsAsciiDigit(letter)) return -1;
            value = (value * 10) + (letter - '0');
        }
        return value;
    }
}
