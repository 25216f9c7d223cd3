using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search;

namespace Tessera.Store.Schema;

/// <summary>The numbers of resource types and search parameters in this database. They are committed before anything uses them and
/// never change, so that every thread may remember them.</summary>
internal sealed class Vocabulary
{
    private readonly ConcurrentDictionary<string, long> types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> typeNames = new();
    private readonly ConcurrentDictionary<SearchParameter, long> parameters = new();
    private readonly ConcurrentDictionary<SearchParameter, bool> incomplete = new();
    private readonly SearchParameters known;

    private Vocabulary(SearchParameters known) => this.known = known;

    /// <summary>Reads the numbers that the database has, and gives numbers to parameters that definitions brought since; runs on the writer's thread.</summary>
    public static Vocabulary Load(SearchParameters known, DatabaseConnection connection, bool readOnly = false)
    {
        var vocabulary = new Vocabulary(known);
        using (var rows = connection.Query("select id, name from resource_type"))
            while (rows.Step()) vocabulary.Remember(rows.Text(1), rows.Long(0));
        foreach (var (type, id) in vocabulary.types)
        {
            if (!readOnly) vocabulary.InsertParameters(connection, id, type, complete: false);
            vocabulary.LoadParameters(connection, type);
        }
        return vocabulary;
    }

    /// <summary>Parameters whose index does not cover all resources, because definitions changed since: a reindex is needed.</summary>
    public IReadOnlyList<string> Incomplete => [.. incomplete.Keys.Select(parameter => parameter.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Types that have such parameters.</summary>
    public IReadOnlySet<string> IncompleteTypes => incomplete.Keys.Select(parameter => parameter.ResourceType).ToHashSet(StringComparer.Ordinal);

    /// <summary>The parameters that the store keeps an index of.</summary>
    public IEnumerable<SearchParameter> Parameters => parameters.Keys;

    /// <summary>The names that documents are read with.</summary>
    public NameTable Names => known.Definitions.Names;

    /// <summary>The types that the store has seen, with their numbers.</summary>
    public IEnumerable<KeyValuePair<string, long>> Types => types;

    /// <summary>The number of a type, or 0 when the store has never seen one.</summary>
    public long Type(string name) => types.GetValueOrDefault(name);

    public string TypeName(long id) => typeNames[id];

    public bool TryTypeName(long id, [NotNullWhen(true)] out string? name) => typeNames.TryGetValue(id, out name);

    /// <summary>Whether the program's definitions have an indexed parameter of this code.</summary>
    public bool Knows(string type, string code) => known.Find(type, code) is { IsIndexed: true };

    /// <summary>The number of a parameter, or 0 when no resource can have a value of it.</summary>
    public long Parameter(SearchParameter parameter) => parameters.GetValueOrDefault(parameter);

    /// <summary>The numbers of the reference parameters of a type.</summary>
    public IReadOnlyList<long> References(string type) =>
        [.. known.Of(type).Where(parameter => parameter.Type == SearchParameterType.Reference).Select(Parameter).Where(number => number != 0)];

    /// <summary>The numbers of the parameters that hold the canonical URLs of resources, of these types or of all when none is given.</summary>
    public IReadOnlyList<long> Canonicals(IReadOnlyList<string> ofTypes) =>
        [.. (ofTypes.Count > 0 ? ofTypes : [.. types.Keys]).Select(type => known.Find(type, "url")).OfType<SearchParameter>().Select(Parameter).Where(number => number != 0)];

    /// <summary>Whether the index of a parameter does not cover all resources.</summary>
    public bool IsIncomplete(SearchParameter parameter) => !incomplete.IsEmpty && incomplete.ContainsKey(parameter);

    /// <summary>Writes down that the indexes of some types, or of all, cover all resources; runs on the writer's thread, before <see cref="Completed"/>.</summary>
    public void Complete(DatabaseConnection connection, IReadOnlySet<string>? only)
    {
        foreach (var (parameter, number) in parameters)
        {
            if (only?.Contains(parameter.ResourceType) == false) continue;
            connection.Execute("update search_parameter set complete = 1, url = ?2, expression = ?3 where id = ?1", number, parameter.Url, parameter.Expression);
        }
    }

    /// <summary>Remembers what <see cref="Complete"/> wrote, once it is committed.</summary>
    public void Completed(IReadOnlySet<string>? only)
    {
        foreach (var parameter in incomplete.Keys)
            if (only?.Contains(parameter.ResourceType) != false) incomplete.TryRemove(parameter, out _);
    }

    /// <summary>Whether resources of this type can be written without <see cref="Add"/>.</summary>
    public bool Has(string type) => types.ContainsKey(type);

    /// <summary>Adds a type with its parameters; runs on the writer's thread. What it returns is for <see cref="Publish"/> after the commit.</summary>
    public long Add(DatabaseConnection connection, string type)
    {
        connection.Execute("insert into resource_type(name) values (?1) on conflict do nothing", type);
        var id = connection.Long("select id from resource_type where name = ?1", type)!.Value;
        InsertParameters(connection, id, type, complete: true);
        return id;
    }

    /// <summary>Makes an added and committed type known to all threads.</summary>
    public void Publish(DatabaseConnection connection, string type, long id)
    {
        Remember(type, id);
        LoadParameters(connection, type);
    }

    private void InsertParameters(DatabaseConnection connection, long type, string name, bool complete)
    {
        foreach (var parameter in known.Of(name).Where(parameter => parameter.IsIndexed))
        {
            connection.Execute(
                "insert into search_parameter(type, code, url, expression, complete) values (?1, ?2, ?3, ?4, ?5) on conflict do nothing",
                type, parameter.Code, parameter.Url, parameter.Expression, complete);
        }
    }

    private void LoadParameters(DatabaseConnection connection, string type)
    {
        using var rows = connection.Query("select id, code, expression, complete from search_parameter where type = ?1", types[type]);
        while (rows.Step())
        {
            if (known.Find(type, rows.Text(1)) is not { IsIndexed: true } parameter) continue;
            parameters[parameter] = rows.Long(0);
            if (rows.Long(3) == 0 || rows.Text(2) != parameter.Expression) incomplete[parameter] = true;
        }
    }

    private void Remember(string type, long id) => (types[type], typeNames[id]) = (id, type);
}
