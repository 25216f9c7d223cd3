namespace Tessera.Sources.Mapping;

/// <summary>The records that patients share, such as trials, so that other rows can name them by a bare name.</summary>
internal sealed class SharedRecords
{
    private readonly Dictionary<ulong, string> ofPatients = [];
    private readonly Dictionary<ulong, string?> ofAnyone = [];

    /// <summary>Notes that a row of a patient names a record.</summary>
    /// <param name="list">The list of the record.</param>
    /// <param name="patient">The patient.</param>
    /// <param name="name">The record's bare name.</param>
    /// <param name="key">The record's key.</param>
    public void Add(string list, string patient, string name, string key)
    {
        ofPatients.TryAdd(StableHash.Of(list, patient, name), key);
        // The same name under two keys is two records: without a patient it names neither.
        var hash = StableHash.Of(list, "", name);
        if (!ofAnyone.TryGetValue(hash, out var known)) ofAnyone.Add(hash, key);
        else if (known != key) ofAnyone[hash] = null;
    }

    /// <summary>The key of the record that a bare name means for a patient: the patient's own, else the only one with this name, else null.</summary>
    public string? Find(string list, string patient, string name) =>
        ofPatients.TryGetValue(StableHash.Of(list, patient, name), out var own) ? own : ofAnyone.GetValueOrDefault(StableHash.Of(list, "", name));
}
