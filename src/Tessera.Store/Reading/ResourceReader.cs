using Tessera.Database;
using Tessera.Store.Schema;
using Tessera.Store.Searching;

namespace Tessera.Store.Reading;

/// <summary>Reads single resources and their versions.</summary>
internal sealed class ResourceReader(Vocabulary vocabulary, AccessRules rules)
{
    // One statement without anything to compile: the path that the read benchmark measures.
    private const string FindAny =
        "select r.type, r.id, r.version, r.updated, r.deleted, r.rid, r.patient, r.body, r.checksum from resource_id i cross join resource r on r.rid = i.rid where i.type = ?1 and i.id = ?2";

    public StoredResource? Find(DatabaseConnection connection, Access access, string type, string id)
    {
        if (vocabulary.Type(type) is not (> 0 and var number) || !AccessRules.MayRead(access, type)) return null;
        if (!access.IsUnrestricted) return FindWithin(connection, access, number, id);
        using var row = connection.Prepare(FindAny);
        row.Bind(1, number);
        row.Bind(2, id);
        return row.Step() ? BodyReader.Resource(row, vocabulary, connection, access) : null;
    }

    public StoredResource? FindVersion(DatabaseConnection connection, Access access, string type, string id, long version)
    {
        if (Find(connection, access, type, id) is not { } current) return null;
        if (current.Version == version) return current;
        var sql = new SqlText().Add("select ").Bind(vocabulary.Type(type)).Add(", ").Bind(id);
        sql.Add(", h.version, h.updated, h.deleted, h.rid, h.patient, h.body, h.checksum from resource_id i cross join resource_history h on h.rid = i.rid where i.type = ?1 and i.id = ?2 and h.version = ").Bind(version);
        rules.Compile(access, connection).PrintPatient(sql, "h", "i.type");
        using var row = sql.Query(connection);
        return row.Step() ? BodyReader.Resource(row, vocabulary, connection, access) : null;
    }

    private StoredResource? FindWithin(DatabaseConnection connection, Access access, long type, string id)
    {
        var sql = new SqlText().Add("select r.type, r.id, r.version, r.updated, r.deleted, r.rid, r.patient, r.body, r.checksum from resource_id i cross join resource r on r.rid = i.rid where i.type = ")
            .Bind(type).Add(" and i.id = ").Bind(id);
        rules.Compile(access, connection).Print(sql, "r");
        using var row = sql.Query(connection);
        return row.Step() ? BodyReader.Resource(row, vocabulary, connection, access) : null;
    }
}
