using Tessera.Database;
using Tessera.Store.Schema;

namespace Tessera.Store.Writing;

/// <summary>Marks the patients whose derived views a change makes stale, in the transaction of the change.</summary>
internal static class DirtyPatients
{
    private const string MarkOne = "insert into dirty(patient, seq) values (?1, ?2) on conflict(patient) do update set seq = excluded.seq";

    /// <summary>Marks the patients that a resource is about.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="rid">The resource.</param>
    /// <param name="patient">Its patient column.</param>
    /// <param name="seq">Number of the change.</param>
    public static void Mark(DatabaseConnection connection, long rid, long? patient, long seq)
    {
        if (patient > 0) connection.Execute(MarkOne, patient, seq);
        else if (patient == PatientColumn.Several)
        {
            connection.Execute(
                "insert into dirty(patient, seq) select patient, ?2 from compartment where rid = ?1 on conflict(patient) do update set seq = excluded.seq", rid, seq);
        }
    }

    /// <summary>Marks the patients whose resources refer to one that they share.</summary>
    public static void MarkThroughReferences(DatabaseConnection connection, string type, long rid, long seq)
    {
        if (!SharedTypes.PartOfStories.Contains(type)) return;
        connection.Execute(
            """
            insert into dirty(patient, seq)
            select distinct r.patient, ?2 from index_reference x join resource r on r.rid = x.rid where x.target = ?1 and r.patient > 0
            on conflict(patient) do update set seq = excluded.seq
            """,
            rid, seq);
    }
}
