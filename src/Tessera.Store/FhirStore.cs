using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Search;

namespace Tessera.Store;

/// <summary>FHIR resources in a database: versions, history, search, origins and a change feed. One process owns a store;
/// any number of threads may use it.</summary>
public sealed class FhirStore : IAsyncDisposable
{
    private FhirStore(SearchParameters searchParameters, SqliteDatabase database) => (SearchParameters, Database) = (searchParameters, database);

    /// <summary>The search parameters that the store keeps indexes for.</summary>
    public SearchParameters SearchParameters { get; }

    /// <summary>The database, for node records: tables that are neither clinical nor derived, with migrations of their own.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Opens a store, making or migrating it when needed.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="definitions">The definitions whose search parameters are kept.</param>
    /// <param name="clock">The clock of <c>meta.lastUpdated</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="DatabaseUnavailableException">The store is owned by another process, is newer than this program, or cannot be opened.</exception>
    public static Task<FhirStore> Open(StoreAddress address, FhirDefinitions definitions, TimeProvider clock, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Writes resources, each on its own: one that is refused does not undo its neighbours. Returns when all are durable.</summary>
    /// <returns>One outcome per write, in order.</returns>
    /// <exception cref="OutcomeUnknownException">The disk failed while committing: nobody knows whether the writes are there.</exception>
    /// <exception cref="DatabaseUnavailableException">The store does not accept writes any more.</exception>
    public Task<IReadOnlyList<WriteOutcome>> Write(
        Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Writes resources all or none: when one outcome is a conflict or refusal, nothing was written.</summary>
    /// <returns>One outcome per write, in order.</returns>
    public Task<IReadOnlyList<WriteOutcome>> WriteAtomic(
        Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>The current version of a resource, which may be the mark of a delete; null when there is none for this caller.</summary>
    public ValueTask<StoredResource?> Find(Access access, string type, string id, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>One version of a resource, or null.</summary>
    public ValueTask<StoredResource?> FindVersion(Access access, string type, string id, long version, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Runs a search.</summary>
    public Task<SearchPage> Search(Access access, SearchQuery query, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Versions, newest first.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="type">Resource type, or null for all.</param>
    /// <param name="id">Logical id, or null for all of the type.</param>
    /// <param name="since">Only versions written at or after this instant, or null.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cursor">Where the page before ended, or null.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<HistoryPage> History(
        Access access, string? type, string? id, DateTimeOffset? since, int count, string? cursor, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>The Patient and all current resources of the patient's compartment, the Patient first, then by type.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="patientId">Logical id of the Patient.</param>
    /// <param name="types">Only these types, or null for all.</param>
    /// <param name="cancel">Stops the work.</param>
    public IAsyncEnumerable<StoredResource> PatientCompartment(
        Access access, string patientId, IReadOnlySet<string>? types, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Counts what the store holds.</summary>
    public Task<StoreStatistics> Count(Access access, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Where a resource's current version came from.</summary>
    public Task<IReadOnlyList<Origin>> Origins(Access access, string type, string id, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Changes in commit order.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="after">Number of the last change already seen; 0 for the start.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<IReadOnlyList<StoreChange>> Changes(Access access, long after, int count, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Patients whose records changed, those that wait longest first.</summary>
    public Task<IReadOnlyList<DirtyPatient>> DirtyPatients(int count, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Forgets that a patient changed, unless there was a later change than the one that was dealt with.</summary>
    public Task ClearDirty(DirtyPatient patient, CancellationToken cancel) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
