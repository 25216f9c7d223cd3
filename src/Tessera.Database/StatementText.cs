namespace Tessera.Database;

/// <summary>Compares the texts of statements, of which a connection keeps few. A text is looked up for each row that is written, so that its hash
/// takes the ends, where statements differ, and nearly always it is the very same string.</summary>
internal sealed class StatementText : IEqualityComparer<string>
{
    private const int End = 8;

    public static StatementText Comparer { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string text)
    {
        var hash = text.Length;
        foreach (var letter in text.AsSpan(Math.Max(0, text.Length - End))) hash = (hash * 31) + letter;
        foreach (var letter in text.AsSpan(text.Length / 3, Math.Min(End, text.Length - (text.Length / 3)))) hash = (hash * 31) + letter;
        return hash;
    }
}
