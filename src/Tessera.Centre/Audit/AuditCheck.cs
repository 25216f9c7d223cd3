using Tessera.Database;
using Tessera.Database.AppendLogs;

namespace Tessera.Centre.Audit;

/// <summary>Checks the audit of a store, beside the process that owns it or in a backup.</summary>
public static class AuditCheck
{
    /// <summary>Follows the chain of hashes through all files and the anchors in the store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancel">Stops the check.</param>
    /// <exception cref="DatabaseUnavailableException">The store cannot be read.</exception>
    /// <exception cref="IOException">A file of the audit cannot be read.</exception>
    public static LogCheck Run(StoreAddress store, CancellationToken cancel)
    {
        // First the anchors, then the files: what is appended in between is behind them.
        var anchors = Anchors(store);
        return LogCheck.Run(AuditTrail.FolderOf(store), anchors, cancel);
    }

    private static IReadOnlyList<LogHead> Anchors(StoreAddress store)
    {
        using var database = ReadOnlyDatabase.Open(store);
        // A store of an older program has none.
        return database.Connection.Long("select count(*) from sqlite_master where name = 'audit_anchor'") > 0 ? AuditAnchors.Read(database.Connection) : [];
    }
}
