using Tessera.Database;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>What the writer must know of a resource before it changes it.</summary>
internal readonly record struct CurrentVersion(long Version, long Updated, bool Deleted, long? Patient, IndexTables Indexes, byte[] Hash)
{
    /// <summary>Of a resource that was never written.</summary>
    public static CurrentVersion None { get; } = new(0, 0, false, null, IndexTables.None, []);

    public bool Exists => Version > 0;

    public static CurrentVersion Read(DatabaseConnection connection, long rid)
    {
        using var row = connection.Query("select version, updated, deleted, patient, indexes, hash from resource where rid = ?1", rid);
        return row.Step()
            ? new CurrentVersion(row.Long(0), row.Long(1), row.Long(2) != 0, row.LongOrNull(3), (IndexTables)row.Long(4), row.Bytes(5))
            : None;
    }

    public static byte[] Body(DatabaseConnection connection, long rid)
    {
        using var row = connection.Query("select version, body, checksum from resource where rid = ?1", rid);
        return row.Step() ? BodyChecksum.Read(row, 1, rid, row.Long(0)) : [];
    }
}
