using Tessera.Database;

namespace Tessera.Centre.Codes;

/// <summary>The unmapped codes in one patient's records.</summary>
internal sealed class CodeUses
{
    private readonly Dictionary<(long Key, string Source), Use> uses = [];

    /// <summary>Whether the records are not in accord with the code maps.</summary>
    public bool NeedsWork { get; set; }

    /// <summary>Counts one.</summary>
    public void Add(UnmappedConcept concept, string source)
    {
        var key = concept.Key(source);
        var place = (key.Id, source);
        if (!uses.TryGetValue(place, out var use)) uses.Add(place, use = new Use(key, concept));
        use.Occurrences++;
        if (string.CompareOrdinal(concept.Value, use.Value) < 0) use.Value = concept.Value;
        if (concept.Label is { } label && (use.Label is null || string.CompareOrdinal(label, use.Label) < 0)) use.Label = label;
    }

    /// <summary>Writes them in the place of what was known of the patient.</summary>
    public void Write(DatabaseConnection connection, string patient)
    {
        Remove(connection, patient);
        foreach (var ((id, source), use) in uses)
        {
            connection.Execute(
                "insert or ignore into code_key(id, source, profile, path, system, value_key, cause, strength, value_set) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                id, use.Key.Source, use.Key.Profile, use.Key.Path, use.Key.System, use.Key.ValueKey, (long)use.Concept.Cause, (long?)use.Concept.Binding?.Strength, use.Concept.Binding?.ValueSet);
            connection.Execute("insert into code_use(key, patient, source, occurrences, value, label) values (?1, ?2, ?3, ?4, ?5, ?6)", id, patient, source, use.Occurrences, use.Value, use.Label);
        }

        if (NeedsWork) Maps.CodeWork.Mark(connection, patient);
    }

    /// <summary>Forgets a patient.</summary>
    public static void Remove(DatabaseConnection connection, string patient) => connection.Execute("delete from code_use where patient = ?1", patient);

    /// <summary>Forgets all.</summary>
    public static void Clear(DatabaseConnection connection)
    {
        connection.Execute("delete from code_use");
        connection.Execute("delete from code_key");
    }

    private sealed class Use(CodeKey key, UnmappedConcept concept)
    {
        public CodeKey Key => key;

        public UnmappedConcept Concept => concept;

        public long Occurrences { get; set; }

        public string Value { get; set; } = concept.Value;

        public string? Label { get; set; } = concept.Label;
    }
}
