using Tessera.Database;

namespace Tessera.Store;

/// <summary>What is known of a store at a glance, without opening it for work.</summary>
/// <param name="Epoch">The line of changes; empty when a program before epochs wrote the store.</param>
/// <param name="Sequence">Number of the last change.</param>
/// <param name="LastChange">When it was, or null for an empty store.</param>
/// <param name="Resources">Number of resources by type, deleted ones not counted.</param>
/// <param name="Incomplete">Search parameters whose index does not cover all resources.</param>
public sealed record StoreFacts(string Epoch, long Sequence, DateTimeOffset? LastChange, IReadOnlyDictionary<string, long> Resources, IReadOnlyList<string> Incomplete)
{
    /// <summary>Logical ids of all resources of a type that a store ever heard of.</summary>
    /// <exception cref="DatabaseException">The store is damaged.</exception>
    public static List<string> Ids(ReadOnlyDatabase database, string type)
    {
        ArgumentNullException.ThrowIfNull(database);
        var ids = new List<string>();
        using var rows = database.Connection.Query("select i.id from resource_type t cross join resource_id i on i.type = t.id where t.name = ?1", type);
        while (rows.Step()) ids.Add(rows.Text(0));
        return ids;
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="DatabaseException">The store is damaged.</exception>
    public static StoreFacts Read(ReadOnlyDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var connection = database.Connection;
        var hasEpoch = connection.Long("select count(*) from sqlite_master where name = 'epoch'") > 0;
        var resources = new SortedDictionary<string, long>(StringComparer.Ordinal);
        using (var rows = connection.Query("select t.name, r.number from (select type, count(*) as number from resource where deleted = 0 group by type) r join resource_type t on t.id = r.type"))
            while (rows.Step()) resources[rows.Text(0)] = rows.Long(1);
        var incomplete = new List<string>();
        using (var rows = connection.Query("select t.name || '.' || p.code from search_parameter p join resource_type t on t.id = p.type where p.complete = 0 order by 1"))
            while (rows.Step()) incomplete.Add(rows.Text(0));
        return new StoreFacts(
            hasEpoch ? connection.Text("select id from epoch") ?? "" : "", connection.Long("select max(seq) from change") ?? 0,
            connection.Long("select updated from change order by seq desc limit 1") is { } updated ? DateTimeOffset.FromUnixTimeMilliseconds(updated) : null, resources, incomplete);
    }
}
