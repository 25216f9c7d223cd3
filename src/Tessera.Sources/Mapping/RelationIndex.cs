namespace Tessera.Sources.Mapping;

/// <summary>Which records say a value in a column, for lists of all records that belong to one: the findings of a report, the members of a group.
/// Only for columns that a mapping looks up this way; it keeps the records' keys.</summary>
internal sealed class RelationIndex
{
    private readonly Dictionary<ulong, List<(string Patient, string Key)>> records = [];

    /// <summary>Notes a record.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="column">The column.</param>
    /// <param name="patient">The patient within whose records it is looked up; empty for all.</param>
    /// <param name="value">What the column says.</param>
    /// <param name="record">Patient and key of the record.</param>
    public void Add(string table, string column, string patient, string value, (string Patient, string Key) record)
    {
        var hash = StableHash.Of(table, column, patient, value);
        if (!records.TryGetValue(hash, out var known)) records.Add(hash, known = []);
        known.Add(record);
    }

    /// <summary>The records, in the order of their files.</summary>
    public IReadOnlyList<(string Patient, string Key)> Find(string table, string column, string patient, string value) =>
        records.GetValueOrDefault(StableHash.Of(table, column, patient, value)) ?? [];
}
