namespace Tessera.Sources.Mapping;

/// <summary>64-bit hashes of texts within one run; not for ids and not against adversaries.</summary>
internal static class StableHash
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>A hash of two texts that keeps their borders apart.</summary>
    public static ulong Of(string first, string second) => Finish(Add(Add(Start, first), second));

    /// <summary>A hash of three texts that keeps their borders apart.</summary>
    public static ulong Of(string first, string second, string third) => Finish(Add(Add(Add(Start, first), second), third));

    /// <summary>A hash of four texts that keeps their borders apart.</summary>
    public static ulong Of(string first, string second, string third, string fourth) => Finish(Add(Add(Add(Add(Start, first), second), third), fourth));

    /// <summary>A hash of cells, empty ones included.</summary>
    public static ulong Of(ReadOnlySpan<string?> cells)
    {
        var hash = Start;
        foreach (var cell in cells) hash = Add(hash, cell ?? "");
        return Finish(hash);
    }

    /// <summary>A hash of cells with their columns.</summary>
    public static ulong Of(IReadOnlyList<SourceCell> cells)
    {
        var hash = Start;
        foreach (var (column, value) in cells) hash = Add(Add(hash, column), value);
        return Finish(hash);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var letter in text) hash = (hash ^ letter) * Prime;
        return (hash ^ 0xFFFF_FFFF) * Prime;
    }

    // FNV's low bits are weak; the finisher of MurmurHash3 spreads them.
    private static ulong Finish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
