namespace Tessera.Fhir.Terminology;

/// <summary>Language tags: well-formed in the sense of RFC 5646 section 2.2.9. The registry of subtags is not consulted.</summary>
internal static class LanguageTag
{
    public static bool IsWellFormed(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0) return false;
        Span<Range> parts = stackalloc Range[33];
        var count = text.Length > 255 ? 0 : Split(text, parts);
        if (count is 0) return false;
        var first = text[parts[0]];
        var next = 1;
        if (first.Length == 1)
        {
            if ((first[0] | 0x20) is not ((byte)'x' or (byte)'i')) return false;
            return count > 1 && AllSized(text, parts[1..count], 1);
        }
        if (!IsLetters(first) || first.Length > 8) return false;
        for (var extended = 0; first.Length <= 3 && extended < 3 && next < count && text[parts[next]] is { Length: 3 } part && IsLetters(part); extended++) next++;
        if (next < count && text[parts[next]] is { Length: 4 } script && IsLetters(script)) next++;
        if (next < count && IsRegion(text[parts[next]])) next++;
        while (next < count && IsVariant(text[parts[next]])) next++;
        return IsRest(text, parts[next..count]);
    }

    private static int Split(ReadOnlySpan<byte> text, Span<Range> parts)
    {
        var count = 0;
        foreach (var range in text.Split((byte)'-'))
        {
            if (count == parts.Length || text[range].Length is 0 or > 8 || !IsLettersOrDigits(text[range])) return 0;
            parts[count++] = range;
        }
        return count;
    }

    // Extensions (a letter other than x, then parts of 2 to 8) and at last private use (x, then parts of 1 to 8).
    private static bool IsRest(ReadOnlySpan<byte> text, ReadOnlySpan<Range> parts)
    {
        var needed = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = text[parts[i]];
            if (part.Length > 1)
            {
                if (i == 0) return false;
                needed = 0;
                continue;
            }
            if (needed > 0) return false;
            if ((part[0] | 0x20) == 'x') return i + 1 < parts.Length && AllSized(text, parts[(i + 1)..], 1);
            needed = 1;
        }
        return needed == 0;
    }

    private static bool AllSized(ReadOnlySpan<byte> text, ReadOnlySpan<Range> parts, int least)
    {
        foreach (var part in parts)
            if (text[part].Length < least) return false;
        return true;
    }

    private static bool IsRegion(ReadOnlySpan<byte> part) => (part.Length == 2 && IsLetters(part)) || (part.Length == 3 && IsDigits(part));

    private static bool IsVariant(ReadOnlySpan<byte> part) => part.Length >= 5 || (part.Length == 4 && char.IsAsciiDigit((char)part[0]));

    private static bool IsLetters(ReadOnlySpan<byte> part)
    {
        foreach (var letter in part)
            if (!char.IsAsciiLetter((char)letter)) return false;
        return true;
    }

    private static bool IsDigits(ReadOnlySpan<byte> part)
    {
        foreach (var letter in part)
            if (!char.IsAsciiDigit((char)letter)) return false;
        return true;
    }

    private static bool IsLettersOrDigits(ReadOnlySpan<byte> part)
    {
        foreach (var letter in part)
            if (!char.IsAsciiLetterOrDigit((char)letter)) return false;
        return true;
    }
}
