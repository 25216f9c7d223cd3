using System.Collections.Concurrent;
using Tessera.Database;
using Tessera.Database.AppendLogs;
using Tessera.Store;

namespace Tessera.Centre.Audit;

/// <summary>Who saw and changed patients' records: an entry for each request, durable before its answer leaves. Entries are in files of their own beside the
/// store, since readers must not wait for those who write, nor end when the disk is full.</summary>
public sealed class AuditTrail : IAsyncDisposable
{
    private const int MostRemembered = 100_000;

    private static readonly TimeSpan BetweenAnchors = TimeSpan.FromMinutes(1);

    private readonly FhirStore store;
    private readonly TimeProvider clock;
    private readonly AppendLog log;
    private readonly ITimer anchoring;
    private readonly ConcurrentDictionary<long, ulong> remembered = new();
    private readonly Lock keyGate = new();
    private int rememberedCount;
    private AuditSubjects? subjects;
    private LogHead anchored;

    private AuditTrail(FhirStore store, AppendLog log, TimeProvider clock)
    {
        (this.store, this.log, this.clock) = (store, log, clock);
        subjects = AuditSubjects.Find(log.Folder);
        anchored = log.Head;
        anchoring = clock.CreateTimer(_ => _ = Anchor(), null, BetweenAnchors, BetweenAnchors);
    }

    /// <summary>The folder of the audit of a store: <c>centre.audit</c> beside <c>centre.db</c>.</summary>
    public static string FolderOf(StoreAddress store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Path.ChangeExtension(store.Path, ".audit");
    }

    /// <summary>The folder of its files.</summary>
    public string Folder => log.Folder;

    /// <summary>Why entries are not on the disk, or null when they are.</summary>
    public string? Trouble => log.Trouble;

    /// <summary>Whether the reserve is spent: requests about patients are refused until the disk takes entries again.</summary>
    public bool IsSpent => log.IsSpent;

    internal static AuditTrail Open(FhirStore store, int reserve, TimeProvider clock)
    {
        var folder = FolderOf(store.Database.Address);
        try
        {
            return new AuditTrail(store, AppendLog.Open(folder, reserve, clock), clock);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DatabaseUnavailableException($"The audit {folder} cannot be read: {failure.Message}", "Check the folder and its permissions.", failure);
        }
    }

    /// <summary>Ends at once when entries can be appended; when the reserve is spent, after another attempt.</summary>
    /// <exception cref="LogUnavailableException">They cannot.</exception>
    public Task Ready() => log.Ready();

    /// <summary>Writes down a request, when it was about patients.</summary>
    /// <param name="access">Who asked; its <see cref="Access.Disclosures"/> say about whom.</param>
    /// <param name="action">What was done.</param>
    /// <param name="interaction">The interaction, page or command.</param>
    /// <param name="type">Resource type, or empty.</param>
    /// <param name="status">HTTP status of the answer.</param>
    /// <returns>Ends when the entry is durable or in the reserve.</returns>
    /// <exception cref="LogUnavailableException">The reserve is spent: the answer must not leave.</exception>
    public Task Record(Access access, AuditAction action, string interaction, string type, int status)
    {
        ArgumentNullException.ThrowIfNull(access);
        if (access.Disclosures is not { IsEmpty: false } disclosures) return Task.CompletedTask;
        var keys = Keys(disclosures.Patients);
        if (keys.Length <= AuditEntry.MostSubjects) return Append(new AuditEntry(clock.GetUtcNow(), access.Who, action, interaction, type, status, keys));
        return Task.WhenAll(keys.Chunk(AuditEntry.MostSubjects).Select(some => Append(new AuditEntry(clock.GetUtcNow(), access.Who, action, interaction, type, status, some))));
    }

    /// <summary>Entries, newest first.</summary>
    public IReadOnlyList<AuditRecord> Search(AuditQuery query, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Run(Folder, cancel);
    }

    /// <summary>The key of a patient, or null when nothing was written down yet.</summary>
    public ulong? Subject(string patientId) => subjects?.Of(patientId);

    /// <summary>What the patients of entries are called; those who are no longer in the store are left out.</summary>
    public IReadOnlyDictionary<ulong, string> Names(IEnumerable<AuditRecord> records)
    {
        var wanted = records.SelectMany(record => record.Entry.Subjects).ToHashSet();
        return subjects is null || wanted.Count == 0 ? new Dictionary<ulong, string>() : subjects.Names(wanted, store.Ids("Patient"));
    }

    /// <summary>Writes the head of the audit into the store, when it moved since.</summary>
    public async Task Anchor()
    {
        var head = log.Head;
        if (head == anchored) return;
        try
        {
            await store.Database.Writer.Run(
                connection =>
                {
                    AuditAnchors.Write(connection, head, clock.GetUtcNow());
                    return true;
                },
                WritePriority.Interactive,
                CancellationToken.None).ConfigureAwait(false);
            anchored = head;
        }
        catch (Exception failure) when (failure is DatabaseException or DatabaseUnavailableException or OutcomeUnknownException)
        {
            // The store's own trouble, which is told elsewhere; the next minute tries again.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await anchoring.DisposeAsync().ConfigureAwait(false);
        await log.DisposeAsync().ConfigureAwait(false);
        await Anchor().ConfigureAwait(false);
    }

    private Task Append(AuditEntry entry)
    {
        const int Few = 2048;
        var most = AuditCoding.MostBytes(entry.Subjects.Count);
        Span<byte> bytes = most <= Few ? stackalloc byte[Few] : new byte[most];
        return log.Append(bytes[..AuditCoding.Write(entry, bytes)]);
    }

    private ulong[] Keys(IReadOnlyList<long> patients)
    {
        var keys = new ulong[patients.Count];
        for (var i = 0; i < keys.Length; i++)
            if (!remembered.TryGetValue(patients[i], out keys[i])) keys[i] = Remember(patients[i]);
        return keys;
    }

    // A number means the same patient for as long as the store is open. Counted apart: the dictionary takes all of its locks to say how many it has.
    private ulong Remember(long patient)
    {
        if (Interlocked.Increment(ref rememberedCount) > MostRemembered)
        {
            Volatile.Write(ref rememberedCount, 0);
            remembered.Clear();
        }

        return remembered[patient] = Key().Of(store.Named([patient])[0].Id);
    }

    private AuditSubjects Key()
    {
        lock (keyGate)
        {
            try
            {
                return subjects ??= AuditSubjects.Create(Folder);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new LogUnavailableException("The key of the audit cannot be written.", failure);
            }
        }
    }
}
