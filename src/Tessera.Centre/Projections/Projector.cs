using Tessera.Centre.Codes;
using Tessera.Centre.Journeys;
using Tessera.Centre.Quality;
using Tessera.Database;
using Tessera.Store;

namespace Tessera.Centre.Projections;

/// <summary>Makes what is derived from patients' records again when they change. One per process; a patient is claimed by one worker.</summary>
public sealed class Projector : IDisposable
{
    // Enough for one durable commit to cost little per patient, few enough for a reader to see progress.
    private const int BatchSize = 256;

    private readonly FhirStore store;
    private readonly PatientJourneys journeys;
    private readonly QualityProjection quality;
    private readonly CodeUseReader codes;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim turn = new(1, 1);

    // Patients whose journey met a bug of ours; each waits for its next change, so that it does not stop the others.
    private readonly HashSet<DirtyPatient> failed = [];

    internal Projector(FhirStore store, PatientJourneys journeys, QualityProjection quality, CodeUseReader codes, TimeProvider clock) =>
        (this.store, this.journeys, this.quality, this.codes, this.clock) = (store, journeys, quality, codes, clock);

    /// <summary>Number of patients whose journey could not be made since the program began: a bug of ours.</summary>
    public int Failures { get; private set; }

    /// <summary>Works off every patient that had changed when it began, on all processors; returns how many patients were made again.</summary>
    public async Task<int> CatchUp(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            // Who writes all the time must not keep it at work for ever.
            var last = store.LastChange();
            var made = 0;
            while (await Claim(last, cancel).ConfigureAwait(false) is { Count: > 0 } patients) made += await WorkTogether(patients, cancel).ConfigureAwait(false);
            await quality.KeepSnapshot(clock, cancel).ConfigureAwait(false);
            return made;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Drops everything derived and makes it again; returns how many patients were made.</summary>
    public async Task<int> Rebuild(CancellationToken cancel)
    {
        await store.Database.Writer.Run(connection => Clear(connection), WritePriority.Bulk, cancel).ConfigureAwait(false);
        await store.MarkAllDirty(cancel).ConfigureAwait(false);
        return await CatchUp(cancel).ConfigureAwait(false);
    }

    /// <summary>Keeps working off changes until it is told to stop, on one thread and in the pace of <see cref="ProjectionPace"/>, so that those who
    /// write and read meanwhile have the others.</summary>
    /// <param name="pause">How long to wait when everything waiting was done: how old a derived view may get while little is written. A patient who
    /// changes all the time is made again once in that time, or more seldom when that takes long.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="stop">Stops it.</param>
    public async Task Run(TimeSpan pause, TimeProvider clock, CancellationToken stop)
    {
        var pace = new ProjectionPace(pause);
        var seen = store.LastChange();
        while (!stop.IsCancellationRequested)
        {
            var (worked, isMoreWaiting) = await WorkOnce(clock, stop).ConfigureAwait(false);
            var last = store.LastChange();
            var rest = pace.After(worked, isMoreWaiting, last != seen);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, clock, stop).ConfigureAwait(false);
            seen = last;
        }
    }

    private async Task<(TimeSpan Worked, bool IsMoreWaiting)> WorkOnce(TimeProvider time, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var patients = await Claim(long.MaxValue, cancel).ConfigureAwait(false);
            var (worked, done) = patients.Count == 0 ? default : await WorkAlone(patients, time, cancel).ConfigureAwait(false);
            var isMoreWaiting = done < patients.Count || patients.Count >= BatchSize;
            if (!isMoreWaiting) await quality.KeepSnapshot(clock, cancel).ConfigureAwait(false);
            return (worked, isMoreWaiting);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Marks everything for making again when the rules changed since it was made.</summary>
    internal async Task Start(CancellationToken cancel)
    {
        var isCurrent = await store.Database.Writer.Run(connection => connection.Long("select version from projection") == ProjectionTables.Version && quality.IsCurrent(connection), WritePriority.Bulk, cancel).ConfigureAwait(false);
        if (isCurrent) return;
        await store.MarkAllDirty(cancel).ConfigureAwait(false);
        await store.Database.Writer.Run(SetVersion, WritePriority.Bulk, cancel).ConfigureAwait(false);
    }

    private int SetVersion(DatabaseConnection connection)
    {
        quality.Clear(connection);
        connection.Execute("delete from projection");
        return connection.Execute("insert into projection(version) values (?1)", ProjectionTables.Version);
    }

    private bool Clear(DatabaseConnection connection)
    {
        connection.Execute("delete from patient_summary");
        CodeUses.Clear(connection);
        quality.Clear(connection);
        return true;
    }

    private async Task<List<DirtyPatient>> Claim(long last, CancellationToken cancel)
    {
        var dirty = await store.DirtyPatients(BatchSize + failed.Count, cancel).ConfigureAwait(false);
        return [.. dirty.Where(patient => patient.Sequence <= last && !failed.Contains(patient))];
    }

    private async Task<int> WorkTogether(List<DirtyPatient> patients, CancellationToken cancel)
    {
        await quality.Prepare(cancel).ConfigureAwait(false);
        var made = new Made[patients.Count];
        await Parallel.ForAsync(0, patients.Count, cancel, async (at, stop) => made[at] = await Make(patients[at], stop).ConfigureAwait(false)).ConfigureAwait(false);
        return await Settle(made, cancel).ConfigureAwait(false);
    }

    // What waits for the writer is not work: it costs nobody anything.
    private async Task<(TimeSpan Worked, int Done)> WorkAlone(List<DirtyPatient> patients, TimeProvider time, CancellationToken cancel)
    {
        await quality.Prepare(cancel).ConfigureAwait(false);
        var started = time.GetTimestamp();
        var made = new List<Made>(patients.Count);
        var worked = TimeSpan.Zero;
        foreach (var patient in patients)
        {
            made.Add(await Make(patient, cancel).ConfigureAwait(false));
            worked = time.GetElapsedTime(started);
            if (worked >= ProjectionPace.LongestTurn) break;
        }

        await Settle(made, cancel).ConfigureAwait(false);
        return (worked, made.Count);
    }

    private async Task<Made> Make(DirtyPatient patient, CancellationToken cancel)
    {
        try
        {
            if (await journeys.Read(Access.Everything, patient.Patient, withOthers: true, cancel).ConfigureAwait(false) is not { } reading) return new Made(patient, IsFailure: false, null);
            return new Made(patient, IsFailure: false, new Derived(
                PatientSummary.Of(patient.Patient, reading.Journey), await quality.Read(reading, cancel).ConfigureAwait(false), await codes.Read(reading.Documents, cancel).ConfigureAwait(false)));
        }
        catch (Exception exception) when (exception is DatabaseException { IsDamage: true } or not (OperationCanceledException or DatabaseException or DatabaseUnavailableException))
        {
            // Told by Failures: one patient's bug or damaged record must not leave all others stale.
            return new Made(patient, IsFailure: true, null);
        }
    }

    private async Task<int> Settle(IReadOnlyList<Made> made, CancellationToken cancel)
    {
        var done = made.Where(one => !one.IsFailure).ToList();
        foreach (var one in made.Where(one => one.IsFailure))
        {
            failed.Add(one.Patient);
            Failures++;
        }

        await store.Settle([.. done.Select(one => one.Patient)], connection => Write(connection, done), cancel).ConfigureAwait(false);
        return done.Count;
    }

    private void Write(DatabaseConnection connection, List<Made> done)
    {
        var changes = new QualityWrites(connection);
        foreach (var (patient, _, derived) in done)
        {
            if (derived is null) PatientSummaries.Remove(connection, patient.Patient);
            else PatientSummaries.Write(connection, derived.Summary, patient);
            changes.Put(patient, derived?.Quality);
            if (derived is null) CodeUses.Remove(connection, patient.Patient);
            else derived.Codes.Write(connection, patient.Patient);
        }

        changes.WriteTotals();
        quality.WriteFeeds(connection);
    }

    // Of a patient who is gone nothing is derived.
    private sealed record Made(DirtyPatient Patient, bool IsFailure, Derived? Derived);

    private sealed record Derived(PatientSummary Summary, QualityShare Quality, CodeUses Codes);
}
