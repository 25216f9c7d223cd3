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
    private readonly ConcurrentDictionary<SearchParameter, bool> superfluous = new();
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
            vocabulary.LoadParameters(connection, type, id);
        }
        return vocabulary;
    }

    /// <summary>Parameters whose index does not cover all resources, because definitions changed since: a reindex is needed.</summary>
    public IReadOnlyList<string> Incomplete => [.. incomplete.Keys.Select(parameter => parameter.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Whether the rows of a parameter are not those that would be written now: some are missing, or other parameters hold the values by now.</summary>
    public bool IsOutdated(SearchParameter parameter) => incomplete.ContainsKey(parameter) || superfluous.ContainsKey(parameter);

    /// <summary>Types that have such parameters.</summary>
    public IReadOnlySet<string> OutdatedTypes => incomplete.Keys.Concat(superfluous.Keys).Select(parameter => parameter.ResourceType).ToHashSet(StringComparer.Ordinal);

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

    /// <summary>The indexed parameter of the program's definitions with this code, or null.</summary>
    public SearchParameter? Indexed(string type, string code) => known.Find(type, code) is { IsIndexed: true } parameter ? parameter : null;

    /// <summary>The number of a parameter, or 0 when no resource can have a value of it.</summary>
    public long Parameter(SearchParameter parameter) => parameters.GetValueOrDefault(parameter);

    /// <summary>The parameters, as numbers, whose rows have the values of a parameter, but for references to resources by their number.</summary>
    public IReadOnlyList<long> RowsByValue(SearchParameter parameter) => Numbers(parameter.Union is { TargetType: null } union ? union.Parts : [parameter]);

    /// <summary>The parameters, as numbers, whose rows have the references of a parameter to resources by their number; those to other types
    /// too when the parameter is restricted to one.</summary>
    public IReadOnlyList<long> RowsByTarget(SearchParameter parameter) => Numbers(parameter.Union?.Parts ?? [parameter]);

    /// <summary>The numbers of the reference parameters of a type.</summary>
    public IReadOnlyList<long> References(string type) =>
        Numbers([.. known.Of(type).Where(parameter => parameter.Type == SearchParameterType.Reference)]);

    /// <summary>The numbers of the parameters that hold the canonical URLs of resources, of these types or of all when none is given.</summary>
    public IReadOnlyList<long> Canonicals(IReadOnlyList<string> ofTypes) =>
        [.. (ofTypes.Count > 0 ? ofTypes : [.. types.Keys]).Select(type => known.Find(type, "url")).OfType<SearchParameter>().SelectMany(RowsByValue)];

    /// <summary>Whether the index of a parameter, or what holds its values, does not cover all resources.</summary>
    public bool IsIncomplete(SearchParameter parameter) =>
        !incomplete.IsEmpty && (incomplete.ContainsKey(parameter) || (parameter.Union is { } union && union.Parts.Any(incomplete.ContainsKey)));

    /// <summary>Writes down that the indexes of some types, or of all, cover all resources; runs on the writer's thread, before <see cref="Completed"/>.</summary>
    public void Complete(DatabaseConnection connection, IReadOnlySet<string>? only)
    {
        foreach (var (parameter, number) in parameters)
        {
            if (only?.Contains(parameter.ResourceType) == false) continue;
            connection.Execute("update search_parameter set complete = 1, url = ?2, expression = ?3, parts = ?4 where id = ?1", number, parameter.Url, parameter.Expression, Parts(parameter));
        }
    }

    /// <summary>Remembers what <see cref="Complete"/> wrote, once it is committed.</summary>
    public void Completed(IReadOnlySet<string>? only)
    {
        foreach (var parameter in incomplete.Keys)
            if (only?.Contains(parameter.ResourceType) != false) incomplete.TryRemove(parameter, out _);
        foreach (var parameter in superfluous.Keys)
            if (only?.Contains(parameter.ResourceType) != false) superfluous.TryRemove(parameter, out _);
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
        // The type comes last: whoever finds it writes index rows with the numbers of its parameters.
        LoadParameters(connection, type, id);
        Remember(type, id);
    }

    private void InsertParameters(DatabaseConnection connection, long type, string name, bool complete)
    {
        foreach (var parameter in known.Of(name).Where(parameter => parameter.IsIndexed))
        {
            connection.Execute(
                "insert into search_parameter(type, code, url, expression, complete, parts) values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing",
                type, parameter.Code, parameter.Url, parameter.Expression, complete, Parts(parameter));
        }
    }

    private void LoadParameters(DatabaseConnection connection, string type, long id)
    {
        using var rows = connection.Query("select id, code, expression, complete, parts from search_parameter where type = ?1", id);
        while (rows.Step())
        {
            if (Indexed(type, rows.Text(1)) is not { } parameter) continue;
            parameters[parameter] = rows.Long(0);
            Compare(parameter, isComplete: rows.Long(3) != 0 && rows.Text(2) == parameter.Expression, rows.Text(4));
        }
    }

    /// <summary>Compares the rows that a parameter has with those that would be written now.</summary>
    private void Compare(SearchParameter parameter, bool isComplete, string parts)
    {
        // Nobody asks for the rows of a parameter that others hold all values of.
        if (parameter.Union is { TargetType: null })
        {
            if (parts.Length == 0) superfluous[parameter] = true;
        }
        else if (!isComplete || (parts.Length > 0 && parts != Parts(parameter))) incomplete[parameter] = true;
        else if (parts != Parts(parameter)) superfluous[parameter] = true;
    }

    private long[] Numbers(IReadOnlyList<SearchParameter> of) => [.. of.Select(Parameter).Where(number => number != 0)];

    private static string Parts(SearchParameter parameter) => parameter.Union?.ToString() ?? "";

    private void Remember(string type, long id) => (types[type], typeNames[id]) = (id, type);
}
