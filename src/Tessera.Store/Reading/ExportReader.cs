using Tessera.Database;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Reading;

/// <summary>Reads every current resource once, in the order of their numbers: the table from its beginning to its end.</summary>
internal sealed class ExportReader(Vocabulary vocabulary, AccessRules rules)
{
    public IEnumerable<StoredResource> Read(DatabaseConnection connection, Access access, IReadOnlyCollection<string>? types, DateTimeOffset? since)
    {
        // With a plus a column is compared only: an index would give the rows in another order, to be sorted again.
        var sql = new SqlText().Add("select r.type, r.id, r.version, r.updated, r.deleted, r.rid, r.patient, r.body, r.checksum from resource r where +r.deleted = 0");
        if (types is not null) sql.Add(" and +r.type in ").BindList([.. types.Select(vocabulary.Type)]);
        if (since is { } time) sql.Add(" and +r.updated >= ").Bind(time.ToUnixTimeMilliseconds());
        rules.Compile(access, connection).Print(sql, "r");
        using var rows = sql.Add(" order by r.rid").Query(connection);
        while (rows.Step()) yield return BodyReader.Resource(rows, vocabulary, connection, access);
    }
}
