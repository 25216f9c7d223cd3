using Tessera.Database;
using Tessera.Fhir.Search;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Gives texts, codes, references and origins their numbers, adding new ones. Lives on the writer's thread. What it remembers is
/// forgotten when work is undone, since numbers given by undone work are given again.</summary>
/// <param name="vocabulary">The types.</param>
/// <param name="adds">Whether new ones are added; else they get numbers that nothing in the database has, for who only compares.</param>
internal sealed class Interner(Vocabulary vocabulary, bool adds = true)
{
    private const int Remembered = 32_768;
    private const int LongestText = 200;

    private readonly Dictionary<string, long> uris = new(StringComparer.Ordinal);
    private readonly Dictionary<(long System, string Code), long> codes = [];
    private readonly Dictionary<(long Type, string Id), long> resources = [];
    private long nowhere = long.MinValue / 2;
    private readonly HashSet<(long Code, string Text)> texts = [];
    private readonly HashSet<long> units = [];
    private readonly Dictionary<string, long> paths = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Source, string File, string Mapping, long Imported), long> batches = [];

    public void Forget()
    {
        uris.Clear();
        codes.Clear();
        resources.Clear();
        texts.Clear();
        units.Clear();
        paths.Clear();
        batches.Clear();
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

    /// <summary>The number of a code that comes with a text, which it is then found by.</summary>
    public long Code(DatabaseConnection connection, string system, string code, string display)
    {
        var id = Code(connection, system, code);
        if (display.Length > 0) Describe(connection, id, display);
        return id;
    }

    /// <summary>The number of a text that stands beside codes: that of a code of no system.</summary>
    public long Text(DatabaseConnection connection, string text)
    {
        var key = (CodeNumbers.TextSystem, text);
        if (codes.TryGetValue(key, out var id)) return id;
        var folded = Folded(text);
        id = connection.Long("select id from code where folded = ?1 and system = ?2 and code = ''", folded, CodeNumbers.TextSystem)
            ?? Insert(connection, "insert into code(folded, system, code) values (?1, ?2, '')", folded, CodeNumbers.TextSystem);
        Describe(connection, id, text);
        Remember(codes, key, id);
        return id;
    }

    /// <summary>The number of the code of a unit.</summary>
    public long Unit(DatabaseConnection connection, string system, string code)
    {
        var id = Code(connection, system, code);
        if (units.Add(id)) connection.Execute("insert or ignore into quantity_unit(code) values (?1)", id);
        return id;
    }

    private void Describe(DatabaseConnection connection, long code, string text)
    {
        if (texts.Contains((code, text))) return;
        if (texts.Count >= Remembered) texts.Clear();
        connection.Execute("insert or ignore into code_text(code, folded) values (?1, ?2)", code, Folded(text));
        texts.Add((code, text));
    }

    private static string Folded(string text) => SearchText.Fold(text.Length > LongestText ? text[..LongestText] : text);

    /// <summary>The number of a resource that exists or is only referred to; 0 when the type is not known to the store.</summary>
    public long Resource(DatabaseConnection connection, string type, string id) => Resource(connection, type, id, out _);

    /// <summary>The same, and whether nobody has spoken of the resource before.</summary>
    public long Resource(DatabaseConnection connection, string type, string id, out bool isNew)
    {
        isNew = false;
        var key = (vocabulary.Type(type), id);
        if (key.Item1 == 0) return 0;
        if (resources.TryGetValue(key, out var rid)) return rid;
        isNew = adds && connection.Execute("insert into resource_id(type, id) values (?1, ?2) on conflict do nothing", key.Item1, id) > 0;
        rid = isNew ? connection.LastInsertRowId : connection.Long("select rid from resource_id where type = ?1 and id = ?2", key.Item1, id) ?? nowhere++;
        Remember(resources, key, rid);
        return rid;
    }

    /// <summary>The number of what an origin says of columns and elements; null for nothing.</summary>
    public long? OriginPath(DatabaseConnection connection, string? path)
    {
        if (path is null) return null;
        if (paths.TryGetValue(path, out var id)) return id;
        id = connection.Long("select id from origin_path where path = ?1", path) ?? Insert(connection, "insert into origin_path(path) values (?1)", path);
        Remember(paths, path, id);
        return id;
    }

    /// <summary>The number of what the origins of one file in one import share.</summary>
    public long OriginBatch(DatabaseConnection connection, Origin origin)
    {
        var key = (origin.Source, origin.File, origin.Mapping, origin.ImportedAt.ToUnixTimeMilliseconds());
        if (batches.TryGetValue(key, out var id)) return id;
        id = connection.Long(
                "select id from origin_batch where source = ?1 and file = ?2 and mapping = ?3 and imported = ?4", origin.Source, origin.File, origin.Mapping, key.Item4)
            ?? Insert(connection, "insert into origin_batch(source, file, mapping, imported) values (?1, ?2, ?3, ?4)", origin.Source, origin.File, origin.Mapping, key.Item4);
        Remember(batches, key, id);
        return id;
    }

    private long Insert(DatabaseConnection connection, string sql, params ReadOnlySpan<SqlValue> values)
    {
        if (!adds) return nowhere++;
        connection.Execute(sql, values);
        return connection.LastInsertRowId;
    }

    private static void Remember<TKey>(Dictionary<TKey, long> numbers, TKey key, long id) where TKey : notnull
    {
        if (numbers.Count >= Remembered) numbers.Clear();
        numbers[key] = id;
    }
}
