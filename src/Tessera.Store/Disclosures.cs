using Tessera.Database;
using Tessera.Store.Schema;

namespace Tessera.Store;

/// <summary>Collects the patients whose records were handed out or changed under one <see cref="Access"/>, for the audit. The store fills it,
/// so that no way of reading can forget to.</summary>
public sealed class Disclosures
{
    private readonly Lock gate = new();
    private long first;
    private bool unassigned;
    private HashSet<long>? others;

    /// <summary>Whether no record of a patient was handed out or changed.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate) return first == 0 && !unassigned;
        }
    }

    /// <summary>The patients' numbers in the store, each once; <see cref="FhirStore.Named"/> tells what they are called.</summary>
    public IReadOnlyList<long> Patients
    {
        get
        {
            lock (gate) return first == 0 ? [] : others is null ? [first] : [first, .. others];
        }
    }

    /// <summary>Tells of a record that belongs to no patient of the store, such as one in quarantine.</summary>
    public void AddUnassigned()
    {
        lock (gate) unassigned = true;
    }

    // Most requests are about one patient: no set is made for it.
    internal void Add(long patient)
    {
        lock (gate)
        {
            if (first == 0) first = patient;
            else if (patient != first) (others ??= []).Add(patient);
        }
    }

    /// <summary>The patients of a resource: what its column <c>patient</c> says or, when it has several, the list of them.</summary>
    internal static long[] Of(DatabaseConnection connection, long rid, long? patient)
    {
        if (patient != PatientColumn.Several) return patient is { } one ? [one] : [];
        var several = new List<long>();
        using var rows = connection.Query("select patient from compartment where rid = ?1", rid);
        while (rows.Step()) several.Add(rows.Long(0));
        return [.. several];
    }
}
