using Tessera.Database;
using Tessera.Fhir.Search.Queries;
using Tessera.Store.Schema;

namespace Tessera.Store.Searching;

/// <summary>Finds the parts of a resource and their parts, or what it is a part of and so on. What was found is not followed again, so circles end.</summary>
internal sealed class PartsReader(Vocabulary vocabulary, DatabaseConnection connection)
{
    /// <summary>Numbers of the resource itself and of those below or above it.</summary>
    public IReadOnlyCollection<long> Find(HierarchyMatch hierarchy)
    {
        if (connection.Long("select rid from resource_id where type = ?1 and id = ?2", vocabulary.Type(hierarchy.Type), hierarchy.Id) is not { } start) return [];
        var found = new HashSet<long> { start };
        var parameters = vocabulary.RowsByTarget(hierarchy.Whole);
        for (var next = new Queue<long>([start]); next.TryDequeue(out var at);)
            foreach (var neighbour in Neighbours(at, parameters, hierarchy.Below))
                if (found.Add(neighbour)) next.Enqueue(neighbour);
        return found;
    }

    private List<long> Neighbours(long rid, IReadOnlyList<long> parameters, bool below)
    {
        var sql = below
            ? new SqlText().Add("select rid from index_reference where target = ").Bind(rid)
            : new SqlText().Add("select target from index_reference where target > 0 and rid = ").Bind(rid);
        using var rows = sql.Add(" and param in ").BindList(parameters).Query(connection);
        var numbers = new List<long>();
        while (rows.Step()) numbers.Add(rows.Long(0));
        return numbers;
    }
}
