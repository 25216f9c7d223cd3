using System.Text;

namespace Tessera.Fhir.Path.Values;

/// <summary>Text in UTF-8. Positions and lengths count Unicode characters (code points), so that no character is ever cut in half.</summary>
internal static class Texts
{
    /// <summary>Equal without regard to case and to the kind and amount of white space (http://hl7.org/fhirpath/N1/#string-equivalence).</summary>
    public static bool Equivalent(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right)) return true;
        if (Ascii.IsValid(left) && Ascii.IsValid(right) && left.Length == right.Length && Ascii.EqualsIgnoreCase(left, right)) return true;
        return string.Equals(Normalised(left), Normalised(right), StringComparison.OrdinalIgnoreCase);
    }

    public static int Length(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var b in text)
            if ((b & 0xC0) != 0x80) count++;
        return count;
    }

    /// <summary>The byte at which a character starts, or -1 behind the end. The end itself is a place.</summary>
    public static int Offset(ReadOnlySpan<byte> text, int character)
    {
        if (character < 0) return -1;
        var count = 0;
        for (var i = 0; i < text.Length; i++)
            if ((text[i] & 0xC0) != 0x80 && count++ == character) return i;
        return count == character ? text.Length : -1;
    }

    /// <summary>Characters before a byte.</summary>
    public static int Position(ReadOnlySpan<byte> text, int offset) => Length(text[..offset]);

    private static string Normalised(ReadOnlySpan<byte> text)
    {
        var result = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in Encoding.UTF8.GetString(text))
        {
            if (char.IsWhiteSpace(c))
            {
                space = result.Length > 0;
                continue;
            }
            if (space) result.Append(' ');
            space = false;
            result.Append(c);
        }
        return result.ToString();
    }
}
