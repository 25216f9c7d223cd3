using System.Buffers.Text;

namespace Tessera.Fhir.Validation.Values;

/// <summary>Formats of numbers. JSON's grammar already holds when these are asked.</summary>
internal static class Numbers
{
    public static bool IsInteger(ReadOnlySpan<byte> text, int least) =>
        Utf8Parser.TryParse(text, out int value, out var used) && used == text.Length && value >= least;

    // 18 digits are what the specification asks implementations to keep; more are allowed. Exponents beyond three digits are no measurement.
    public static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        var exponent = text.IndexOfAny((byte)'e', (byte)'E');
        return text.Length <= 400 && (exponent < 0 || text.Length - exponent <= 5);
    }

    /// <summary>Whether two JSON numbers have the same value: 1.0 equals 1.00.</summary>
    public static bool SameValue(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.SequenceEqual(right) ||
        (Utf8Parser.TryParse(left, out decimal a, out var usedA) && usedA == left.Length &&
         Utf8Parser.TryParse(right, out decimal b, out var usedB) && usedB == right.Length && a == b);

    /// <summary>Compares two JSON numbers, or null when they are beyond a decimal.</summary>
    public static int? Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        Utf8Parser.TryParse(left, out decimal a, out _) && Utf8Parser.TryParse(right, out decimal b, out _) ? a.CompareTo(b) : null;
}
