using Tessera.Database;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Gives texts, codes and references their numbers, adding new ones. Lives on the writer's thread. What it remembers is
/// forgotten when work is undone, since numbers given by undone work are given again.</summary>
internal sealed class Interner(Vocabulary vocabulary)
{
    private const int Remembered = 100_000;

    private readonly Dictionary<string, long> uris = new(StringComparer.Ordinal);
    private readonly Dictionary<(long System, string Code), long> codes = [];
    private readonly Dictionary<(long Type, string Id), long> resources = [];

    public void Forget()
    {
        uris.Clear();
        codes.Clear();
        resources.Clear();
    }

    public long Uri(DatabaseConnection connection, string text)
    {
        if (text.Length == 0) return 0;
        if (uris.TryGetValue(text, out var id)) return id;
        id = connection.Long("select id from uri where text = ?1", text) ?? Insert(connection, "insert into uri(text) values (?1)", text);
        Remember(uris, text, id);
        return id;
    }

    public long Code(DatabaseConnection connection, string system, string code)
    {
        var key = (Uri(connection, system), code);
        if (codes.TryGetValue(key, out var id)) return id;
        var folded = code.ToLowerInvariant();
        id = connection.Long("select id from code where folded = ?1 and system = ?2 and code = ?3", folded, key.Item1, code)
            ?? Insert(connection, "insert into code(folded, system, code) values (?1, ?2, ?3)", folded, key.Item1, code);
        Remember(codes, key, id);
        return id;
    }

    /// <summary>The number of a resource that exists or is only referred to; 0 when the type is not known to the store.</summary>
    public long Resource(DatabaseConnection connection, string type, string id) => Resource(connection, type, id, out _);

    /// <summary>The same, and whether nobody has spoken of the resource before.</summary>
    public long Resource(DatabaseConnection connection, string type, string id, out bool isNew)
    {
        isNew = false;
        var key = (vocabulary.Type(type), id);
        if (key.Item1 == 0) return 0;
        if (resources.TryGetValue(key, out var rid)) return rid;
        isNew = connection.Execute("insert into resource_id(type, id) values (?1, ?2) on conflict do nothing", key.Item1, id) > 0;
        rid = isNew ? connection.LastInsertRowId : connection.Long("select rid from resource_id where type = ?1 and id = ?2", key.Item1, id)!.Value;
        Remember(resources, key, rid);
        return rid;
    }

    private static long Insert(DatabaseConnection connection, string sql, params ReadOnlySpan<SqlValue> values)
    {
        connection.Execute(sql, values);
        return connection.LastInsertRowId;
    }

    private static void Remember<TKey>(Dictionary<TKey, long> numbers, TKey key, long id) where TKey : notnull
    {
        if (numbers.Count >= Remembered) numbers.Clear();
        numbers[key] = id;
    }
}
