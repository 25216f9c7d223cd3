using Tessera.Database;
using Tessera.Fhir.Search;
using Tessera.Store.Schema;

namespace Tessera.Store;

/// <summary>Who asks and what they may see and change. Every query of the store takes one and compiles it into its SQL, so that
/// what is not allowed is never read; a resource outside it does not exist for the caller.</summary>
/// <param name="Who">Who it is: a reference such as <c>Practitioner/7</c> or the name of a program.</param>
public sealed record Access(string Who)
{
    /// <summary>Everything, for the program itself and for a node without sign-in.</summary>
    public static Access Everything { get; } = new("system");

    /// <summary>Ids of the patients whose records are visible, or null for all. With a list, a record of several patients is visible only
    /// when all of them are listed, and a record of no patient only when its type is never part of a patient's record (Medication, Practitioner …).</summary>
    public IReadOnlySet<string>? Patients { get; init; }

    /// <summary>Resource types that may be read, or null for all.</summary>
    public IReadOnlySet<string>? Types { get; init; }

    /// <summary>Resource types that may be written, or null for those that may be read; empty for none.</summary>
    public IReadOnlySet<string>? WritableTypes { get; init; }

    /// <summary>Per type, searches of which a resource must match at least one (SMART scopes such as
    /// <c>Observation.rs?category=laboratory</c>); a type that is not a key has no such restriction.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SearchQuery>> Restrictions { get; init; } = new Dictionary<string, IReadOnlyList<SearchQuery>>();

    /// <summary>Security labels (<c>system|code</c> or <c>code</c>, as in <c>meta.security</c>) that must not stand on a visible resource:
    /// how a purpose that a patient has excluded reaches the store.</summary>
    public IReadOnlySet<string> ExcludedLabels { get; init; } = new HashSet<string>();

    /// <summary>Is told whose records are handed out or changed; null when nobody wants to know, as with the program's own work.</summary>
    public Disclosures? Disclosures { get; init; }

    /// <summary>Whether nothing is restricted.</summary>
    public bool IsUnrestricted => Patients is null && Types is null && WritableTypes is null && Restrictions.Count == 0 && ExcludedLabels.Count == 0;

    /// <summary>Tells <see cref="Disclosures"/> of a resource that is handed out.</summary>
    /// <param name="connection">Where the patients are looked up of a resource of several.</param>
    /// <param name="rid">Number of the resource.</param>
    /// <param name="patient">What its column <c>patient</c> says.</param>
    internal void Concerns(DatabaseConnection connection, long rid, long? patient)
    {
        if (Disclosures is null || patient is not { } number) return;
        if (number != PatientColumn.Several) Disclosures.Add(number);
        else foreach (var one in Disclosures.Of(connection, rid, patient)) Disclosures.Add(one);
    }
}
