using Tessera.Centre.Codes.Maps;
using Tessera.Database;
using Tessera.Fhir.Definitions;

namespace Tessera.Centre.Codes;

/// <summary>The work list of unmapped codes, those of most patients first: as fresh as the last run of the projector, with the decisions of now.</summary>
public sealed class UnmappedCodes
{
    private const string Columns = """
        select k.id, k.source, k.profile, k.path, k.system, k.cause, k.strength, k.value_set, count(distinct u.patient), sum(u.occurrences), min(u.value), min(u.label)
        from code_use u cross join code_key k on k.id = u.key
        """;

    private readonly SqliteDatabase database;
    private readonly CodeMapRecords maps;

    internal UnmappedCodes(SqliteDatabase database, CodeMapRecords maps) => (this.database, this.maps) = (database, maps);

    /// <summary>The codes that pass a filter.</summary>
    public IReadOnlyList<UnmappedCode> List(UnmappedFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return [.. All().Where(filter.Passes)];
    }

    /// <summary>All codes, decided or not.</summary>
    public IReadOnlyList<UnmappedCode> All()
    {
        using var lease = database.Readers.Rent();
        var sources = Sources(lease.Connection, null);
        using var rows = lease.Connection.Query(Columns + " group by u.key order by count(distinct u.patient) desc, sum(u.occurrences) desc, k.id");
        var codes = new List<UnmappedCode>();
        while (rows.Step()) codes.Add(Row(rows, sources));
        return codes;
    }

    /// <summary>One code by its reference, or null.</summary>
    public UnmappedCode? Find(string reference)
    {
        if (UnmappedCode.ParseReference(reference) is not { } id) return null;
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query(Columns + " where u.key = ?1 group by u.key", id);
        return rows.Step() ? Row(rows, Sources(lease.Connection, id)) : null;
    }

    /// <summary>Some of the patients whose records hold a code, those with most first.</summary>
    public IReadOnlyList<(string Patient, long Occurrences)> Patients(CodeKey key, int count)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select patient, sum(occurrences) from code_use where key = ?1 group by patient order by sum(occurrences) desc, patient limit ?2", key.Id, count);
        var patients = new List<(string, long)>();
        while (rows.Step()) patients.Add((rows.Text(0), rows.Long(1)));
        return patients;
    }

    private static Dictionary<long, List<string>> Sources(DatabaseConnection connection, long? key)
    {
        using var rows = connection.Query("select distinct key, source from code_use where ?1 is null or key = ?1 order by key, source", key);
        var sources = new Dictionary<long, List<string>>();
        while (rows.Step())
        {
            if (!sources.TryGetValue(rows.Long(0), out var named)) sources.Add(rows.Long(0), named = []);
            named.Add(rows.Text(1));
        }

        return sources;
    }

    private UnmappedCode Row(Statement row, Dictionary<long, List<string>> sources)
    {
        var key = new CodeKey(row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(10));
        return new UnmappedCode(key, (CodeCause)row.Long(5), (BindingStrength?)row.LongOrNull(6), row.TextOrNull(7), row.Long(8), row.Long(9), maps.Decision(key)) { Label = row.TextOrNull(11), Sources = sources[row.Long(0)] };
    }
}
