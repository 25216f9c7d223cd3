namespace Tessera.Centre.Vanishing;

/// <summary>Which resources a run has seen, in eight bytes each. Of two resources with one hash, which is unlikely beyond measure, a vanished one
/// would be taken for seen and kept.</summary>
internal sealed class SeenResources
{
    private const int Piece = 1 << 16;
    private const ulong FirstHash = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private readonly List<ulong[]> pieces = [];
    private ulong[]? sorted;
    private int last = Piece;

    public void Add(string type, string id)
    {
        if (last == Piece)
        {
            pieces.Add(new ulong[Piece]);
            last = 0;
        }

        pieces[^1][last++] = Hash(type, id);
    }

    /// <summary>Ends adding.</summary>
    public void Seal()
    {
        sorted = new ulong[pieces.Count == 0 ? 0 : ((pieces.Count - 1) * Piece) + last];
        for (var i = 0; i < pieces.Count; i++) pieces[i].AsSpan(0, i == pieces.Count - 1 ? last : Piece).CopyTo(sorted.AsSpan(i * Piece));
        pieces.Clear();
        Array.Sort(sorted);
    }

    /// <summary>Whether a resource was seen; after <see cref="Seal"/>.</summary>
    public bool Contains(string type, string id) => Array.BinarySearch(sorted!, Hash(type, id)) >= 0;

    private static ulong Hash(string type, string id) => Finish(Add(Add(FirstHash, type) * Prime, id));

    // FNV-1a, and the finisher of MurmurHash3 for its weak low bits.
    private static ulong Add(ulong hash, string text)
    {
        foreach (var letter in text) hash = (hash ^ letter) * Prime;
        return hash;
    }

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
