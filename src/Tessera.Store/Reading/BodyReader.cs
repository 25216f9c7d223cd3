using Tessera.Database;
using Tessera.Store.Schema;

namespace Tessera.Store.Reading;

/// <summary>Reads current resources by their number.</summary>
internal sealed class BodyReader(Vocabulary vocabulary, DatabaseConnection connection, Access access)
{
    public IReadOnlyList<StoredResource> Read(IReadOnlyList<long> rids)
    {
        if (rids.Count == 0) return [];
        var resources = new List<StoredResource>(rids.Count);
        using var row = connection.Prepare("select type, id, version, updated, deleted, rid, patient, body, checksum from resource where rid = ?1 and deleted = 0");
        foreach (var rid in rids)
        {
            row.Bind(1, rid);
            if (row.Step()) resources.Add(Resource(row, vocabulary, connection, access));
            row.Reset();
        }
        return resources;
    }

    /// <summary>The resource of a row with the columns type, id, version, updated, deleted, rid, patient, body, checksum, which the caller gets to see.</summary>
    public static StoredResource Resource(Statement row, Vocabulary vocabulary, DatabaseConnection connection, Access access)
    {
        var (version, rid) = (row.Long(2), row.Long(5));
        access.Concerns(connection, rid, row.LongOrNull(6));
        var body = BodyChecksum.Read(row, 7, rid, version);
        return new StoredResource(vocabulary.TypeName(row.Long(0)), row.Text(1), version, DateTimeOffset.FromUnixTimeMilliseconds(row.Long(3)), row.Long(4) != 0, body);
    }
}
