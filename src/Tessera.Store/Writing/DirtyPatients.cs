using Tessera.Database;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Marks the patients whose derived views a change makes stale, in the transaction of the change. The resources of a patient are written
/// together more often than not, so a patient is marked once per operation. Lives on the writer's thread.</summary>
internal sealed class DirtyPatients
{
    // A patient may have been marked through a reference by a later change of the same operation.
    private const string KeepLatest = "on conflict(patient) do update set seq = max(seq, excluded.seq)";

    private readonly Dictionary<long, long> marked = [];

    /// <summary>Marks the patients that a resource is about.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="rid">The resource.</param>
    /// <param name="patient">Its patient column.</param>
    /// <param name="seq">Number of the change.</param>
    public void Mark(DatabaseConnection connection, long rid, long? patient, long seq)
    {
        if (patient > 0) marked[patient.Value] = seq;
        else if (patient == PatientColumn.Several)
            connection.Execute("insert into dirty(patient, seq) select patient, ?2 from compartment where rid = ?1 " + KeepLatest, rid, seq);
    }

    /// <summary>Marks the patients whose resources refer to one that they share.</summary>
    public static void MarkThroughReferences(DatabaseConnection connection, string type, long rid, long seq)
    {
        if (!SharedTypes.PartOfStories.Contains(type)) return;
        connection.Execute(
            "insert into dirty(patient, seq) select distinct r.patient, ?2 from index_reference x join resource r on r.rid = x.rid where x.target = ?1 and r.patient > 0 " + KeepLatest,
            rid, seq);
    }

    /// <summary>Writes the marks of an operation, before it ends.</summary>
    public void Flush(DatabaseConnection connection)
    {
        if (marked.Count == 0) return;
        using var insert = connection.Prepare("insert into dirty(patient, seq) values (?1, ?2) " + KeepLatest);
        foreach (var (patient, seq) in marked)
        {
            insert.Bind(1, patient);
            insert.Bind(2, seq);
            insert.Run();
        }
        marked.Clear();
    }

    /// <summary>Forgets the marks of an operation that was undone.</summary>
    public void Forget() => marked.Clear();
}
