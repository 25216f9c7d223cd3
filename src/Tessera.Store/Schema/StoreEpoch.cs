using Tessera.Database;

namespace Tessera.Store.Schema;

/// <summary>The line of changes that a store is on.</summary>
internal static class StoreEpoch
{
    /// <summary>The epoch of a store; a new store starts one. Runs on the writer's thread.</summary>
    public static string Of(DatabaseConnection connection, TimeProvider clock) => connection.Text("select id from epoch") ?? Start(connection, clock);

    /// <summary>Starts a new one.</summary>
    public static string Start(DatabaseConnection connection, TimeProvider clock)
    {
        var epoch = Guid.NewGuid().ToString("N");
        connection.Execute("delete from epoch");
        connection.Execute("insert into epoch(id, started) values (?1, ?2)", epoch, clock.GetUtcNow().ToUnixTimeMilliseconds());
        return epoch;
    }
}
