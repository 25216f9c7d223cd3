namespace Tessera.Sources.Mapping;

/// <summary>Which records the files of a source hold, in a few bytes each: for references, and for the same key given twice.</summary>
internal sealed class KeyIndex
{
    private readonly Dictionary<ulong, Entry> entries = [];
    private readonly HashSet<ulong> keysOfAnyone = [];
    private readonly HashSet<ulong> facts = [];

    private record struct Entry(ulong Content, int Row, short File, bool Extracted);

    /// <summary>Notes a row that was read ahead.</summary>
    public void Declare(string list, string patient, string key, ulong content, short file, int row, bool extracted)
    {
        keysOfAnyone.Add(StableHash.Of(list, "", key));
        var hash = StableHash.Of(list, patient, key);
        // The first good row has the key; a bad one only until a good one comes.
        if (!entries.TryGetValue(hash, out var known) || (!known.Extracted && extracted)) entries[hash] = new Entry(content, row, file, extracted);
    }

    /// <summary>Takes a key for a good row.</summary>
    /// <returns>Null when the row has the key; else the place of the row that has it and whether both say the same.</returns>
    public (short File, int Row, bool Same)? Claim(string list, string patient, string key, ulong content, short file, int row)
    {
        var hash = StableHash.Of(list, patient, key);
        if (!entries.TryGetValue(hash, out var known) || !known.Extracted)
        {
            entries[hash] = new Entry(content, row, file, true);
            return null;
        }
        return known.File == file && known.Row == row ? null : (known.File, known.Row, known.Content == content);
    }

    /// <summary>Whether the patient's record with this key becomes a resource.</summary>
    public bool IsExtracted(string list, string patient, string key) =>
        entries.TryGetValue(StableHash.Of(list, patient, key), out var entry) && entry.Extracted;

    /// <summary>Whether the patient has a row with this key, good or bad.</summary>
    public bool IsDeclared(string list, string patient, string key) => entries.ContainsKey(StableHash.Of(list, patient, key));

    /// <summary>The fact that a row of one table refers to a record of another.</summary>
    public static string RefersTo(string from, string to) => $"{from}->{to}";

    /// <summary>The fact that a word of a record is a certain one.</summary>
    public static string Says(string table, string word, string value) => $"{table}.{word}={value}";

    /// <summary>Notes a fact about a record.</summary>
    public void Note(string fact, string patient, string key) => facts.Add(StableHash.Of(fact, patient, key));

    /// <summary>Whether a fact was noted.</summary>
    public bool Is(string fact, string patient, string key) => facts.Contains(StableHash.Of(fact, patient, key));

    /// <summary>Whether this row has the key.</summary>
    public bool Holds(string list, string patient, string key, short file, int row) =>
        entries.TryGetValue(StableHash.Of(list, patient, key), out var entry) && entry.File == file && entry.Row == row;

    /// <summary>Row that has the key, or 0.</summary>
    public int RowOf(string list, string patient, string key) => entries.TryGetValue(StableHash.Of(list, patient, key), out var entry) ? entry.Row : 0;

    /// <summary>Why a required record is not there, and what to do.</summary>
    public (string Reason, string Fix) WhyMissing(string list, string patient, string key)
    {
        if (IsDeclared(list, patient, key))
            return ($"the {list} it refers to is itself in quarantine", $"Correct the row of that {list} first.");
        return keysOfAnyone.Contains(StableHash.Of(list, "", key))
            ? ($"the {list} it refers to belongs to another patient", "Check both the patient and the id: a link to another patient is dangerous.")
            : ($"no {list} of this patient has this id", $"Correct the id, or add the {list}.");
    }
}
