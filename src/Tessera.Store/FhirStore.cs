using System.Runtime.CompilerServices;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;
using Tessera.Store.Reading;
using Tessera.Store.Reindexing;
using Tessera.Store.Schema;
using Tessera.Store.Searching;
using Tessera.Store.Writing;

namespace Tessera.Store;

/// <summary>FHIR resources in a database: versions, history, search, origins and a change feed. One process owns a store;
/// any number of threads may use it.</summary>
public sealed class FhirStore : IAsyncDisposable
{
    private const int ReadAhead = 256;
    private const int SourcePiece = 4096;

    private readonly Vocabulary vocabulary;
    private readonly AccessRules rules;
    private readonly StoreWriter writer;
    private readonly ResourceReader resources;
    private readonly HistoryReader history;
    private readonly Reindexer reindexer;

    private FhirStore(
        SqliteDatabase database, SearchParameters parameters, Vocabulary vocabulary, ResourceWriter resourceWriter, AccessRules rules, WritePreparation preparation, string epoch)
    {
        Epoch = epoch;
        (Database, SearchParameters, this.vocabulary, this.rules) = (database, parameters, vocabulary, rules);
        writer = new StoreWriter(database, vocabulary, resourceWriter, preparation);
        resources = new ResourceReader(vocabulary, rules);
        history = new HistoryReader(vocabulary, rules);
        reindexer = new Reindexer(database, vocabulary, writer, preparation);
    }

    /// <summary>The search parameters that the store keeps indexes for.</summary>
    public SearchParameters SearchParameters { get; }

    /// <summary>The database, for node records: tables that are neither clinical nor derived, with migrations of their own.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Which line of changes <see cref="StoreChange.Sequence"/> counts in. A store that was restored from a backup has a new one: changes
    /// after the backup are gone and their numbers are given again, so that who follows the feed has to begin anew.</summary>
    public string Epoch { get; }

    /// <summary>Search parameters, such as <c>Patient.birthdate</c>, whose index does not cover all resources because the definitions
    /// changed since they were written; a reindex is needed before searches by them are complete.</summary>
    public IReadOnlyList<string> IncompleteParameters => vocabulary.Incomplete;

    /// <summary>Writes index rows anew from the resources, between other work, until no parameter is incomplete. Goes on where an earlier run was ended;
    /// reads and writes go on meanwhile.</summary>
    /// <param name="everything">Index all resources anew, though the indexes are thought to be complete.</param>
    /// <param name="progress">Gets the number of resources done.</param>
    /// <param name="cancel">Stops between two pieces.</param>
    /// <returns>The number of resources that were indexed anew, those of an earlier run that this one finished included.</returns>
    public Task<long> Reindex(bool everything, IProgress<long>? progress, CancellationToken cancel) => reindexer.Run(everything, progress, cancel);

    /// <summary>Whether resources of a type stand beside patients' records and hold no patient's data: practitioners, organizations, medications …</summary>
    public static bool IsShared(string type) => SharedTypes.VisibleWithoutPatient.Contains(type);

    /// <summary>Opens a store, making or migrating it when needed.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="definitions">The definitions whose search parameters are kept.</param>
    /// <param name="clock">The clock of <c>meta.lastUpdated</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="DatabaseUnavailableException">The store is owned by another process, is newer than this program, or cannot be opened.</exception>
    public static Task<FhirStore> Open(StoreAddress address, FhirDefinitions definitions, TimeProvider clock, CancellationToken cancel) =>
        Open(address, definitions, clock, ReservedIds.None, cancel);

    /// <summary>Opens a store in which some ids cannot be written.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="definitions">The definitions whose search parameters are kept.</param>
    /// <param name="clock">The clock of <c>meta.lastUpdated</c>.</param>
    /// <param name="reserved">The ids that nobody may write, by whatever way.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="DatabaseUnavailableException">The store is owned by another process, is newer than this program, or cannot be opened.</exception>
    public static Task<FhirStore> Open(StoreAddress address, FhirDefinitions definitions, TimeProvider clock, ReservedIds reserved, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reserved);
        var parameters = new SearchParameters(definitions);
        return Open(address, parameters, new SearchIndexer(parameters).Extract, clock, reserved, cancel);
    }

    internal static async Task<FhirStore> Open(
        StoreAddress address, SearchParameters parameters, Func<FhirDocument, IndexEntries> extract, TimeProvider clock, ReservedIds reserved, CancellationToken cancel)
    {
        var database = await SqliteDatabase.Open(address, StoreSchema.Migrations, clock, cancel).ConfigureAwait(false);
        try
        {
            var vocabulary = await database.Writer.Run(connection => Vocabulary.Load(parameters, connection), WritePriority.Interactive, cancel).ConfigureAwait(false);
            var rules = new AccessRules(vocabulary, parameters);
            var preparation = new WritePreparation(parameters, extract, clock, reserved);
            var resourceWriter = new ResourceWriter(vocabulary, rules, preparation, clock);
            database.Writer.Undone += resourceWriter.Forget;
            await database.Writer.Run(resourceWriter.Start, WritePriority.Interactive, cancel).ConfigureAwait(false);
            var epoch = await database.Writer.Run(connection => StoreEpoch.Of(connection, clock), WritePriority.Interactive, cancel).ConfigureAwait(false);
            return new FhirStore(database, parameters, vocabulary, resourceWriter, rules, preparation, epoch);
        }
        catch (DatabaseException exception) when (exception.IsDamage)
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw SqliteDatabase.Unreadable(address, exception);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a new epoch in a store that nobody has open, bringing it forward when it is older than this program: for restored backups.</summary>
    /// <returns>The epoch.</returns>
    /// <exception cref="DatabaseUnavailableException">The store cannot be opened.</exception>
    public static async Task<string> StartEpoch(StoreAddress address, TimeProvider clock, CancellationToken cancel)
    {
        var database = await SqliteDatabase.Open(address, StoreSchema.Migrations, clock, cancel).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
            return await database.Writer.Run(connection => StoreEpoch.Start(connection, clock), WritePriority.Interactive, cancel).ConfigureAwait(false);
    }

    /// <summary>Writes resources, each on its own: one that is refused does not undo its neighbours. Returns when all are durable.</summary>
    /// <returns>One outcome per write, in order.</returns>
    /// <exception cref="OutcomeUnknownException">The disk failed while committing: nobody knows whether the writes are there.</exception>
    /// <exception cref="DatabaseUnavailableException">The store does not accept writes any more.</exception>
    public Task<IReadOnlyList<WriteOutcome>> Write(Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel) =>
        writer.Write(access, writes, priority, cancel);

    /// <summary>Writes resources all or none, as one transaction: when one outcome is a conflict or refusal, nothing was written. Deletes come first,
    /// then creates, then updates. Criteria of deletes, updates and edits are decided on what was there before, those of creates on what the deletes
    /// leave; two writes about one resource, and criteria that match what another write makes, are refused (<see cref="WriteOutcome.Rival"/>).</summary>
    /// <returns>One outcome per write, in order.</returns>
    public Task<IReadOnlyList<WriteOutcome>> WriteAtomic(Access access, IReadOnlyList<ResourceWrite> writes, WritePriority priority, CancellationToken cancel) =>
        writer.WriteAtomic(access, writes, priority, cancel);

    /// <summary>The current version of a resource, which may be the mark of a delete; null when there is none for this caller.</summary>
    public ValueTask<StoredResource?> Find(Access access, string type, string id, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var lease = Database.Readers.Rent();
        return ValueTask.FromResult(resources.Find(lease.Connection, access, type, id));
    }

    /// <summary>One version of a resource, or null.</summary>
    public ValueTask<StoredResource?> FindVersion(Access access, string type, string id, long version, CancellationToken cancel)
    {
        using var lease = Database.Readers.RentSnapshot();
        return ValueTask.FromResult(resources.FindVersion(lease.Connection, access, type, id, version));
    }

    /// <summary>Runs a search.</summary>
    public Task<SearchPage> Search(Access access, SearchQuery query, CancellationToken cancel) => Task.FromResult(Read(
        connection => new SearchRunner(vocabulary, connection, access, rules.Compile(access, connection)).Run(query), cancel));

    /// <summary>Versions, newest first.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="type">Resource type, or null for all.</param>
    /// <param name="id">Logical id, or null for all of the type.</param>
    /// <param name="since">Only versions written at or after this instant, or null.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="before">Only those before this change (<see cref="HistoryPage.Next"/> of the page before), or null.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<HistoryPage> History(
        Access access, string? type, string? id, DateTimeOffset? since, int count, long? before, CancellationToken cancel) =>
        Task.FromResult(Read(connection => history.Read(connection, access, new HistoryRange(type, id, since, count, before)), cancel));

    /// <summary>The Patient and all current resources of the patient's compartment, the Patient first, then by type.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="patientId">Logical id of the Patient.</param>
    /// <param name="types">Only these types, or null for all.</param>
    /// <param name="cancel">Stops the work.</param>
    public async IAsyncEnumerable<StoredResource> PatientCompartment(
        Access access, string patientId, IReadOnlySet<string>? types, [EnumeratorCancellation] CancellationToken cancel)
    {
        var compartment = new CompartmentReader(vocabulary, rules);
        var rids = Read(connection => compartment.Find(connection, access, patientId, types), cancel);
        foreach (var piece in rids.Chunk(ReadAhead))
        {
            // A slow consumer must not hold a snapshot: that would keep the log from being cleared.
            var bodies = Read(connection => new BodyReader(vocabulary, connection, access).Read(piece), cancel);
            foreach (var resource in bodies) yield return resource;
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Every current resource as of one moment, each once. The log grows while it is read: for commands, not for callers of a server.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="types">Only these types, or null for all.</param>
    /// <param name="since">Only what was written at or after this instant, or null.</param>
    public IEnumerable<StoredResource> Export(Access access, IReadOnlyCollection<string>? types, DateTimeOffset? since)
    {
        using var lease = Database.Readers.RentSnapshot();
        foreach (var resource in new ExportReader(vocabulary, rules).Read(lease.Connection, access, types, since)) yield return resource;
    }

    /// <summary>Counts what the store holds.</summary>
    public Task<StoreStatistics> Count(Access access, CancellationToken cancel) =>
        Task.FromResult(Read(connection => new StatisticsReader(vocabulary, rules, SearchParameters).Read(connection, access), cancel));

    /// <summary>The labels that current resources carry: profiles, security labels, tags.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="type">Resource type, or null for all.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<StoreLabels> Labels(Access access, string? type, CancellationToken cancel) =>
        Task.FromResult(Read(connection => new LabelReader(vocabulary, rules, SearchParameters).Read(connection, access, type), cancel));

    /// <summary>Where a resource's current version came from.</summary>
    public Task<IReadOnlyList<Origin>> Origins(Access access, string type, string id, CancellationToken cancel) => Task.FromResult(Read(
        connection =>
        {
            using var reader = new OriginReader(connection);
            return resources.Find(connection, access, type, id) is null ? [] : reader.Read(vocabulary.Type(type), id);
        },
        cancel));

    /// <summary>Where the current versions of several resources came from; what has no origin, or is not there for this caller, is not in the answer.</summary>
    public Task<IReadOnlyDictionary<(string Type, string Id), IReadOnlyList<Origin>>> Origins(
        Access access, IReadOnlyCollection<(string Type, string Id)> wanted, CancellationToken cancel) => Task.FromResult(Read(
        connection =>
        {
            var found = new Dictionary<(string, string), IReadOnlyList<Origin>>();
            using var reader = new OriginReader(connection);
            foreach (var (type, id) in wanted)
            {
                if (!access.IsUnrestricted && resources.Find(connection, access, type, id) is null) continue;
                if (reader.Read(vocabulary.Type(type), id) is { Count: > 0 } origins) found[(type, id)] = origins;
            }

            return (IReadOnlyDictionary<(string, string), IReadOnlyList<Origin>>)found;
        },
        cancel));

    /// <summary>Whether a source gave anything before a time.</summary>
    public bool HasOrigins(string source, DateTimeOffset before)
    {
        using var lease = Database.Readers.Rent();
        return SourceReader.GaveBefore(lease.Connection, source, before);
    }

    /// <summary>The current resources that a source gave: for the centre itself, which asks without restrictions.</summary>
    public IEnumerable<SourceResource> ResourcesOf(string source, CancellationToken cancel)
    {
        long? last = 0;
        while (last is { } after)
        {
            // Piece by piece: a snapshot that is held keeps the log from being cleared.
            var piece = new List<SourceResource>(SourcePiece);
            last = Read(connection => SourceReader.Read(connection, source, after, SourcePiece, piece), cancel);
            foreach (var resource in piece) yield return resource;
        }
    }

    /// <summary>The current resources that refer to one: for the centre itself, which asks without restrictions.</summary>
    public IReadOnlyList<(string Type, string Id)> ReferringTo(string type, string id, CancellationToken cancel) =>
        Read(connection => SourceReader.ReferringTo(connection, vocabulary.Type(type), id), cancel);

    /// <summary>The numbers of resources, in their order, as <see cref="WriteOutcome.Number"/> says them; 0 for what the store never heard of.</summary>
    public IReadOnlyList<long> Numbers(IReadOnlyList<(string Type, string Id)> resources)
    {
        using var lease = Database.Readers.RentSnapshot();
        return new NumberReader(vocabulary, lease.Connection).Numbers(resources);
    }

    /// <summary>What the resources with these numbers are called, in their order, without those that are unknown.</summary>
    public IReadOnlyList<(string Type, string Id)> Named(IReadOnlyList<long> numbers)
    {
        using var lease = Database.Readers.RentSnapshot();
        return new NumberReader(vocabulary, lease.Connection).Named(numbers);
    }

    /// <summary>Tells <see cref="Access.Disclosures"/> of patients about whom something is told that stands in no resource.</summary>
    public void Disclose(Access access, IReadOnlyList<(string Type, string Id)> patients)
    {
        ArgumentNullException.ThrowIfNull(access);
        if (access.Disclosures is not { } disclosures) return;
        foreach (var number in Numbers(patients))
            if (number > 0) disclosures.Add(number);
    }

    /// <summary>Logical ids of all resources of a type that the store ever heard of, deleted ones and those that are only referred to among them.</summary>
    public IEnumerable<string> Ids(string type)
    {
        using var lease = Database.Readers.RentSnapshot();
        using var rows = lease.Connection.Query("select id from resource_id where type = ?1", vocabulary.Type(type));
        while (rows.Step()) yield return rows.Text(0);
    }

    /// <summary>Changes in commit order.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="after">Number of the last change already seen; 0 for the start.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancel">Stops the work.</param>
    public Task<IReadOnlyList<StoreChange>> Changes(Access access, long after, int count, CancellationToken cancel) =>
        Task.FromResult(Read(connection => history.Changes(connection, access, after, count), cancel));

    /// <summary>Number of the last change; 0 when there is none.</summary>
    public long LastChange()
    {
        using var lease = Database.Readers.Rent();
        return lease.Connection.Long("select max(seq) from change") ?? 0;
    }

    /// <summary>Patients whose records changed, those that wait longest first.</summary>
    public Task<IReadOnlyList<DirtyPatient>> DirtyPatients(int count, CancellationToken cancel) =>
        Task.FromResult(Read(connection => DirtyPatientReader.Read(connection, count), cancel));

    /// <summary>How many patients' records changed since what is derived from them was made.</summary>
    public long CountDirtyPatients()
    {
        using var lease = Database.Readers.Rent();
        return lease.Connection.Long("select count(*) from dirty") ?? 0;
    }

    /// <summary>Writes what was derived from patients' records and, in the same transaction, forgets that they changed, unless there was
    /// a later change than the one that was dealt with.</summary>
    /// <param name="patients">The patients that were dealt with.</param>
    /// <param name="write">Writes what was derived.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task Settle(IReadOnlyList<DirtyPatient> patients, Action<DatabaseConnection> write, CancellationToken cancel) => Database.Writer.Run(
        connection =>
        {
            write(connection);
            foreach (var patient in patients) DirtyPatientReader.Clear(connection, patient);
            return true;
        },
        WritePriority.Bulk,
        cancel);

    /// <summary>Marks every patient as changed, so that all that is derived is made again.</summary>
    public Task MarkAllDirty(CancellationToken cancel) =>
        Database.Writer.Run(connection => DirtyPatientReader.MarkAll(connection, vocabulary.Type("Patient")), WritePriority.Bulk, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        reindexer.Dispose();
        return Database.DisposeAsync();
    }

    private T Read<T>(Func<DatabaseConnection, T> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var lease = Database.Readers.RentSnapshot();
        using var interrupt = lease.InterruptOn(cancel);
        try
        {
            return work(lease.Connection);
        }
        catch (DatabaseException exception) when (exception.IsInterrupted)
        {
            throw new OperationCanceledException(cancel);
        }
    }
}
