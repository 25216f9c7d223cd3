using Tessera.Database;
using Tessera.Fhir.Search;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Reading;

/// <summary>Finds the labels in use by stepping from one value of the index to the next, whatever number of resources carries each.</summary>
internal sealed class LabelReader(Vocabulary vocabulary, AccessRules rules, SearchParameters parameters)
{
    public StoreLabels Read(DatabaseConnection connection, Access access, string? type)
    {
        var compiled = rules.Compile(access, connection);
        var types = type is null ? vocabulary.Types.Select(pair => pair.Key).ToArray() : [type];
        return new StoreLabels(
            [.. Values(connection, compiled, types, "_profile", "index_uri", "uri").Select(id => connection.Text("select text from uri where id = ?1", id)!).Order(StringComparer.Ordinal)],
            Codes(connection, Values(connection, compiled, types, "_security", "index_token", "code")),
            Codes(connection, Values(connection, compiled, types, "_tag", "index_token", "code")));
    }

    private HashSet<long> Values(DatabaseConnection connection, CompiledAccess access, string[] types, string code, string table, string column)
    {
        var values = new HashSet<long>();
        foreach (var number in types.Select(type => parameters.Find(type, code)).OfType<SearchParameter>().SelectMany(vocabulary.RowsByValue))
        {
            var last = long.MinValue;
            while (connection.Long($"select min({column}) from {table} where param = ?1 and {column} > ?2", number, last) is { } next)
            {
                last = next;
                if (Sees(connection, access, table, column, number, next)) values.Add(next);
            }
        }

        return values;
    }

    private static bool Sees(DatabaseConnection connection, CompiledAccess access, string table, string column, long parameter, long value)
    {
        if (access.IsUnrestricted) return true;
        var sql = new SqlText().Add($"select 1 from {table} x cross join resource r on r.rid = x.rid where x.param = ").Bind(parameter).Add($" and x.{column} = ").Bind(value);
        access.Print(sql, "r");
        using var row = sql.Add(" limit 1").Query(connection);
        return row.Step();
    }

    private static List<(string System, string Code)> Codes(DatabaseConnection connection, IEnumerable<long> ids)
    {
        var codes = new List<(string, string)>();
        foreach (var id in ids)
        {
            using var row = connection.Query("select coalesce(u.text, ''), c.code from code c left join uri u on u.id = c.system where c.id = ?1", id);
            if (row.Step()) codes.Add((row.Text(0), row.Text(1)));
        }

        codes.Sort();
        return codes;
    }
}
