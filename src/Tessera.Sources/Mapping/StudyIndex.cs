namespace Tessera.Sources.Mapping;

/// <summary>The trials that a source's patients take part in, so that other rows can name them by their bare id.</summary>
internal sealed class StudyIndex
{
    private readonly Dictionary<ulong, string> ofPatients = [];
    private readonly Dictionary<string, string?> ofAnyone = new(StringComparer.Ordinal);

    /// <summary>Notes that a patient takes part in a trial.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="id">The trial's bare id.</param>
    /// <param name="key">System and id.</param>
    public void Add(string patient, string id, string key)
    {
        ofPatients.TryAdd(StableHash.Of("study", patient, id), key);
        // The same id under two systems is two trials: without a patient it names neither.
        if (!ofAnyone.TryGetValue(id, out var known)) ofAnyone.Add(id, key);
        else if (known != key) ofAnyone[id] = null;
    }

    /// <summary>The trial that a bare id means for a patient: the patient's own, else the only one with this id, else null.</summary>
    public string? Find(string patient, string id) =>
        ofPatients.TryGetValue(StableHash.Of("study", patient, id), out var own) ? own : ofAnyone.GetValueOrDefault(id);
}
