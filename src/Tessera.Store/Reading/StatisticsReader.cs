using Tessera.Database;
using Tessera.Fhir.Search;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Reading;

/// <summary>Counts what the store holds.</summary>
internal sealed class StatisticsReader(Vocabulary vocabulary, AccessRules rules, SearchParameters parameters)
{
    public StoreStatistics Read(DatabaseConnection connection, Access access)
    {
        var compiled = rules.Compile(access, connection);
        return new StoreStatistics(ByType(connection, compiled), ByProfile(connection, compiled), LastChange(connection, compiled));
    }

    private List<KeyValuePair<string, long>> ByType(DatabaseConnection connection, CompiledAccess access)
    {
        var sql = new SqlText().Add("select r.type, count(*) from resource r where r.deleted = 0");
        access.Print(sql, "r");
        sql.Add(" group by r.type order by 2 desc, 1");
        using var rows = sql.Query(connection);
        var counts = new List<KeyValuePair<string, long>>();
        while (rows.Step()) counts.Add(new(vocabulary.TypeName(rows.Long(0)), rows.Long(1)));
        return counts;
    }

    private List<KeyValuePair<string, long>> ByProfile(DatabaseConnection connection, CompiledAccess access)
    {
        var profiles = vocabulary.Types.Select(type => parameters.Find(type.Key, "_profile")).OfType<SearchParameter>().SelectMany(vocabulary.RowsByValue).ToArray();
        var counts = new List<KeyValuePair<string, long>>();
        if (profiles.Length == 0) return counts;
        var sql = new SqlText().Add("select u.text, p.number from (select x.uri, count(*) as number from index_uri x");
        if (!access.IsUnrestricted) sql.Add(" cross join resource r on r.rid = x.rid");
        sql.Add(" where x.param in ").BindList(profiles);
        if (!access.IsUnrestricted) access.Print(sql, "r");
        sql.Add(" group by x.uri) p join uri u on u.id = p.uri order by p.number desc, u.text");
        using var rows = sql.Query(connection);
        while (rows.Step()) counts.Add(new(rows.Text(0), rows.Long(1)));
        return counts;
    }

    private static DateTimeOffset? LastChange(DatabaseConnection connection, CompiledAccess access)
    {
        var sql = new SqlText().Add("select c.updated from change c cross join resource r on r.rid = c.rid where 1");
        access.Print(sql, "r");
        sql.Add(" order by c.seq desc limit 1");
        using var row = sql.Query(connection);
        return row.Step() ? DateTimeOffset.FromUnixTimeMilliseconds(row.Long(0)) : null;
    }
}
