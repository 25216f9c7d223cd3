namespace Tessera.Sources.Mapping;

/// <summary>Which records the files of a source hold, in a few bytes each: for references, and for the same key given twice.</summary>
internal sealed class KeyIndex
{
    private readonly Dictionary<string, KeyList> lists = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> facts = [];
    private readonly Dictionary<ulong, string?> patientKeys = [];

    private sealed class KeyList
    {
        public Dictionary<ulong, Entry> Entries { get; } = [];

        /// <summary>Keys that were declared, whoever the patient is.</summary>
        public HashSet<ulong> OfAnyone { get; } = [];

        /// <summary>Keys under which rows say different things: the first row, and the first that says something else.</summary>
        public Dictionary<ulong, ((ulong Content, int Row, short File) First, (int Row, short File) Other)> Contradictions { get; } = [];
    }

    private record struct Entry(ulong Content, int Row, short File, bool Extracted);

    /// <summary>Notes that two rows of one key say different things.</summary>
    /// <param name="list">Their list.</param>
    /// <param name="key">Hash of patient and key.</param>
    /// <param name="first">The first row of the key.</param>
    /// <param name="other">One that says something else; the first such counts.</param>
    public void Contradict(string list, ulong key, (ulong Content, int Row, short File) first, (int Row, short File) other) =>
        List(list).Contradictions.TryAdd(key, (first, other));

    /// <summary>The place of a row that has the same key and says something else, or null.</summary>
    public (int Row, short File)? Contradicts(string list, string patient, string key, ulong content)
    {
        if (!lists.TryGetValue(list, out var known) || known.Contradictions.Count == 0 || !known.Contradictions.TryGetValue(StableHash.Of(patient, key), out var rows)) return null;
        return rows.First.Content == content ? rows.Other : (rows.First.Row, rows.First.File);
    }

    /// <summary>Notes a row that was read ahead.</summary>
    public void Declare(string list, string patient, string key, ulong content, short file, int row, bool extracted)
    {
        var known = List(list);
        known.OfAnyone.Add(StableHash.Of("", key));
        var hash = StableHash.Of(patient, key);
        // The first good row has the key; a bad one only until a good one comes.
        if (!known.Entries.TryGetValue(hash, out var entry) || (!entry.Extracted && extracted)) known.Entries[hash] = new Entry(content, row, file, extracted);
    }

    /// <summary>Notes under which key the row of a patient was declared, where that is not the patient's number; a good row goes before a bad one.</summary>
    public void DeclarePatient(string list, string number, string key)
    {
        if (PatientKey(list, number) is not { } known || known == key) return;
        if (!IsExtracted(list, number, known)) patientKeys[StableHash.Of(list, number)] = key;
        else if (IsExtracted(list, number, key)) patientKeys[StableHash.Of(list, number)] = null;
    }

    /// <summary>The key under which a patient's row is known; null when several good rows of the patient each have another.</summary>
    public string? PatientKey(string list, string number) =>
        patientKeys.Count > 0 && patientKeys.TryGetValue(StableHash.Of(list, number), out var key) ? key : number;

    /// <summary>Takes a key for a good row.</summary>
    /// <returns>Null when the row has the key; else the place of the row that has it and says the same, since rows that contradict each other are not good.</returns>
    public (short File, int Row)? Claim(string list, string patient, string key, ulong content, short file, int row)
    {
        var (entries, hash) = (List(list).Entries, StableHash.Of(patient, key));
        if (!entries.TryGetValue(hash, out var known) || !known.Extracted)
        {
            entries[hash] = new Entry(content, row, file, true);
            return null;
        }
        return known.File == file && known.Row == row ? null : (known.File, known.Row);
    }

    /// <summary>Whether the patient's record with this key becomes a resource.</summary>
    public bool IsExtracted(string list, string patient, string key) => Find(list, patient, key) is { Extracted: true };

    /// <summary>Whether the patient has a row with this key, good or bad.</summary>
    public bool IsDeclared(string list, string patient, string key) => Find(list, patient, key) is not null;

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
        Find(list, patient, key) is { } entry && entry.File == file && entry.Row == row;

    /// <summary>Row that has the key, or 0.</summary>
    public int RowOf(string list, string patient, string key) => Find(list, patient, key)?.Row ?? 0;

    /// <summary>Lets go of the keys of a list whose rows are all read; of one that others refer to they are kept.</summary>
    public void Forget(string list)
    {
        if (lists.TryGetValue(list, out var known) && known.OfAnyone.Count == 0) lists.Remove(list);
    }

    /// <summary>Why a required record is not there, and what to do.</summary>
    public (string Reason, string Fix) WhyMissing(string list, string patient, string key)
    {
        if (IsDeclared(list, patient, key))
            return ($"the {list} it refers to is itself in quarantine", $"Correct the row of that {list} first.");
        return lists.TryGetValue(list, out var known) && known.OfAnyone.Contains(StableHash.Of("", key))
            ? ($"the {list} it refers to belongs to another patient", "Check both the patient and the id: a link to another patient is dangerous.")
            : ($"no {list} of this patient has this id", $"Correct the id, or add the {list}.");
    }

    private KeyList List(string list)
    {
        if (!lists.TryGetValue(list, out var known)) lists.Add(list, known = new KeyList());
        return known;
    }

    private Entry? Find(string list, string patient, string key) =>
        lists.TryGetValue(list, out var known) && known.Entries.TryGetValue(StableHash.Of(patient, key), out var entry) ? entry : null;
}
