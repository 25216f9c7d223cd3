using System.Text;
using Tessera.Database;

namespace Tessera.Centre.Codes.Maps;

/// <summary>The code maps of a centre and their changes.</summary>
public sealed class CodeMapRecords
{
    private const int LongestName = 60;

    private readonly SqliteDatabase database;
    private readonly TimeProvider clock;
    private volatile CodeMapIndex current = CodeMapIndex.Empty;

    internal CodeMapRecords(SqliteDatabase database, TimeProvider clock) => (this.database, this.clock) = (database, clock);

    /// <summary>The maps by name.</summary>
    public IReadOnlyList<CodeMap> Maps => [.. current.Maps.OrderBy(map => map.Name, StringComparer.Ordinal)];

    internal CodeMapIndex Current => current;

    /// <summary>A map by name, or null.</summary>
    public CodeMap? Find(string name) => current.Find(name);

    /// <summary>The decision about a value that holds, or null.</summary>
    public CodeMapChange? Decision(CodeKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return current.Decision(key);
    }

    /// <summary>The decisions of a map that hold, in the order in which they were made.</summary>
    public IReadOnlyList<CodeMapChange> Decisions(string map) => [.. current.Decisions(map)];

    /// <summary>Every decision about a value, the latest first.</summary>
    public IReadOnlyList<CodeMapChange> History(CodeKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (current.Of(key.Scope) is not { } map) return [];
        using var lease = database.Readers.Rent();
        return [.. Changes(lease.Connection, map.Name).Where(change => (key with { Value = change.Value }).ValueKey == key.ValueKey).Reverse()];
    }

    /// <summary>Makes a decision: a new version of the map of its element, made when there is none yet. In the same transaction the patients are marked
    /// whose records it concerns. What holds already makes no new version.</summary>
    /// <returns>The decision that holds afterwards.</returns>
    /// <exception cref="ArgumentException">To accept takes a target.</exception>
    public async Task<CodeMapChange> Decide(CodeDecision decision, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if ((decision.Action == CodeAction.Accept) != (decision.Target is not null)) throw new ArgumentException("an accepted value needs a target, others have none", nameof(decision));
        var made = await database.Writer.Run(connection => Decide(connection, decision), WritePriority.Interactive, cancel).ConfigureAwait(false);
        Load();
        return made;
    }

    /// <summary>Lets suggestions that are exactly the same be accepted without a person, or not.</summary>
    /// <returns>Whether there is such a map.</returns>
    public async Task<bool> AcceptExact(string name, bool isOn, CancellationToken cancel)
    {
        var changed = await database.Writer.Run(
            connection => connection.Execute("update code_map set accepts_exact = ?2 where name = ?1", name, isOn) > 0, WritePriority.Interactive, cancel).ConfigureAwait(false);
        Load();
        return changed;
    }

    /// <summary>Takes what is in the tables.</summary>
    internal void Load()
    {
        using var lease = database.Readers.RentSnapshot();
        var maps = new List<CodeMap>();
        using (var rows = lease.Connection.Query("select name, profile, path, system, source, version, accepts_exact from code_map order by name"))
            while (rows.Step()) maps.Add(new CodeMap(rows.Text(0), new CodeScope(rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4)), (int)rows.Long(5), rows.Long(6) != 0));
        current = new CodeMapIndex(maps, [.. maps.SelectMany(map => Changes(lease.Connection, map.Name))]);
    }

    private CodeMapChange Decide(DatabaseConnection connection, CodeDecision decision)
    {
        var name = Map(connection, decision.Key.Scope);
        var last = Changes(connection, name).LastOrDefault(change => (decision.Key with { Value = change.Value }).ValueKey == decision.Key.ValueKey);
        if (last is not null && last.Action == decision.Action && last.Target == decision.Target && last.Relationship == decision.Relationship
            && (decision.Why.Length == 0 || decision.Why == last.Why)) return last;
        connection.Execute("update code_map set version = version + 1 where name = ?1", name);
        var change = new CodeMapChange(
            name, (int)connection.Long("select version from code_map where name = ?1", name)!.Value, clock.GetUtcNow(), decision.Who, decision.Why, decision.Action,
            decision.Key.Value, decision.Target, decision.Relationship);
        connection.Execute(
            """
            insert into code_map_change(map, version, at, who, why, action, value, target_system, target_code, target_display, relationship)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """,
            name, change.Version, change.At.ToUnixTimeMilliseconds(), change.Who, change.Why, (long)change.Action, change.Value,
            change.Target?.System, change.Target?.Code, change.Target?.Display, (long)change.Relationship);
        CodeWork.Mark(connection, decision.Key);
        return change;
    }

    private static string Map(DatabaseConnection connection, CodeScope scope)
    {
        var known = connection.Text("select name from code_map where profile = ?1 and path = ?2 and system = ?3 and source = ?4", scope.Profile, scope.Path, scope.System, scope.Source);
        if (known is not null) return known;
        var name = Name(scope);
        for (var number = 2; connection.Long("select 1 from code_map where name = ?1", name) is not null; number++) name = $"{Name(scope)}-{number}";
        connection.Execute("insert into code_map(name, profile, path, system, source, version) values (?1, ?2, ?3, ?4, ?5, 0)", name, scope.Profile, scope.Path, scope.System, scope.Source);
        return name;
    }

    private static string Name(CodeScope scope)
    {
        var from = scope.System.Length == 0 ? scope.Source : scope.System[(scope.System.TrimEnd('/').LastIndexOfAny(['/', ':']) + 1)..];
        var name = new StringBuilder();
        foreach (var letter in $"{scope.Path[(scope.Path.IndexOf('.', StringComparison.Ordinal) + 1)..]}-{scope.Profile[(scope.Profile.LastIndexOf('/') + 1)..]}-{from}")
        {
            if (char.IsAsciiLetterOrDigit(letter)) name.Append(char.ToLowerInvariant(letter));
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        }

        return name.ToString(0, Math.Min(name.Length, LongestName)).Trim('-');
    }

    private static List<CodeMapChange> Changes(DatabaseConnection connection, string map)
    {
        using var rows = connection.Query(
            "select version, at, who, why, action, value, target_system, target_code, target_display, relationship from code_map_change where map = ?1 order by version", map);
        var changes = new List<CodeMapChange>();
        while (rows.Step())
        {
            var target = rows.TextOrNull(6) is { } system ? new CodeTarget(system, rows.Text(7), rows.TextOrNull(8)) : null;
            changes.Add(new CodeMapChange(
                map, (int)rows.Long(0), DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(1)), rows.Text(2), rows.Text(3), (CodeAction)rows.Long(4), rows.Text(5), target, (CodeRelationship)rows.Long(9)));
        }

        return changes;
    }
}
