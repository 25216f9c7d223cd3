using Tessera.Database;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Queries;
using Tessera.Store.Schema;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching;

/// <summary>Compiles an <see cref="Access"/> into SQL about a row of <c>resource</c> or <c>resource_history</c>.</summary>
internal sealed class AccessRules(Vocabulary vocabulary, SearchParameters parameters)
{
    public static bool MayRead(Access access, string type) => access.Types is null || access.Types.Contains(type);

    public static bool MayWrite(Access access, string type) => access.WritableTypes?.Contains(type) ?? MayRead(access, type);

    /// <summary>Works out what an access means in this database.</summary>
    public CompiledAccess Compile(Access access, DatabaseConnection connection)
    {
        if (access.IsUnrestricted) return CompiledAccess.Everything;
        var resolver = new ConditionResolver(vocabulary, connection);
        return new CompiledAccess(
            access.Patients is null ? null : Patients(access.Patients, connection),
            access.Types?.Select(vocabulary.Type).Where(type => type != 0).ToArray(),
            SharedTypes.VisibleWithoutPatient.Select(vocabulary.Type).Where(type => type != 0).ToArray(),
            [.. access.Restrictions.Where(pair => vocabulary.Type(pair.Key) != 0).Select(pair => Restriction(pair.Key, pair.Value, resolver)), .. ExcludedLabels(access, resolver)]);
    }

    /// <summary>Whether a current resource is visible.</summary>
    public bool Sees(DatabaseConnection connection, Access access, long rid)
    {
        if (access.IsUnrestricted) return true;
        var sql = new SqlText().Add("select 1 from resource r where r.rid = ").Bind(rid);
        Compile(access, connection).Print(sql, "r");
        using var row = sql.Query(connection);
        var sees = row.Step();
        row.Reset();
        connection.ForgetTests();
        return sees;
    }

    private long[] Patients(IReadOnlySet<string> patients, DatabaseConnection connection)
    {
        var type = vocabulary.Type("Patient");
        return patients.Select(id => connection.Long("select rid from resource_id where type = ?1 and id = ?2", type, id)).OfType<long>().ToArray();
    }

    private (long Type, Condition Condition) Restriction(string type, IReadOnlyList<SearchQuery> searches, ConditionResolver resolver) =>
        (vocabulary.Type(type), Condition.AnyOf(searches.Select(search => resolver.Resolve(type, search.Filter))));

    private IEnumerable<(long Type, Condition Condition)> ExcludedLabels(Access access, ConditionResolver resolver)
    {
        if (access.ExcludedLabels.Count == 0) yield break;
        foreach (var (type, id) in vocabulary.Types)
        {
            if (parameters.Find(type, "_security") is not { } security) continue;
            var labels = access.ExcludedLabels.Select(label => resolver.Resolve(type, Label(security, label)));
            yield return (id, Condition.Not(Condition.AnyOf(labels)));
        }
    }

    private static TokenMatch Label(SearchParameter security, string label)
    {
        var bar = label.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? new TokenMatch(security, null, label) : new TokenMatch(security, label[..bar], label[(bar + 1)..]);
    }
}
