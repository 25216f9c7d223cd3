using Tessera.Centre.Codes;
using Tessera.Centre.Journeys;
using Tessera.Centre.Quality;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Oncology.Quality;
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

    /// <summary>Works off every patient that changed; returns how many patients were made again.</summary>
    public async Task<int> CatchUp(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var made = 0;
            while (await Claim(cancel).ConfigureAwait(false) is { Count: > 0 } patients) made += await Work(patients, Environment.ProcessorCount, cancel).ConfigureAwait(false);
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

    /// <summary>Keeps working off changes until it is told to stop, on one thread, so that those who write and read meanwhile have the others.</summary>
    /// <param name="pause">How long to wait when everything waiting was done: how old a derived view may get. A patient who changes all the time is
    /// made again once in that time.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="stop">Stops it.</param>
    public async Task Run(TimeSpan pause, TimeProvider clock, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!await WorkOnce(stop).ConfigureAwait(false)) await Task.Delay(pause, clock, stop).ConfigureAwait(false);
        }
    }

    // Whether more may be waiting.
    private async Task<bool> WorkOnce(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var patients = await Claim(cancel).ConfigureAwait(false);
            if (patients.Count > 0) await Work(patients, workers: 1, cancel).ConfigureAwait(false);
            if (patients.Count < BatchSize) await quality.KeepSnapshot(clock, cancel).ConfigureAwait(false);
            return patients.Count >= BatchSize;
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

    private async Task<List<DirtyPatient>> Claim(CancellationToken cancel)
    {
        var dirty = await store.DirtyPatients(BatchSize + failed.Count, cancel).ConfigureAwait(false);
        return [.. dirty.Where(patient => !failed.Contains(patient))];
    }

    private async Task<int> Work(List<DirtyPatient> patients, int workers, CancellationToken cancel)
    {
        var derived = new Derived?[patients.Count];
        var isMade = new bool[patients.Count];
        await quality.Prepare(cancel).ConfigureAwait(false);
        await Parallel.ForAsync(0, patients.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel }, async (at, stop) =>
        {
            try
            {
                var id = patients[at].Patient;
                var others = new List<FhirDocument>();
                if (await journeys.Read(Access.Everything, id, others, stop).ConfigureAwait(false) is { } reading)
                {
                    others.AddRange(reading.Records.Select(record => record.Document));
                    derived[at] = new Derived(
                        PatientSummary.Of(id, reading.Journey), await quality.Read(reading, stop).ConfigureAwait(false), await codes.Read(others, stop).ConfigureAwait(false));
                }

                isMade[at] = true;
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or DatabaseException or DatabaseUnavailableException))
            {
                // Told by Failures: one patient's bug must not leave all others stale.
            }
        }).ConfigureAwait(false);

        var made = patients.Where((_, at) => isMade[at]).ToList();
        foreach (var patient in patients.Where((_, at) => !isMade[at]))
        {
            failed.Add(patient);
            Failures++;
        }

        await store.Settle(made, connection => Write(connection, patients, derived, isMade), cancel).ConfigureAwait(false);
        return made.Count;
    }

    private void Write(DatabaseConnection connection, List<DirtyPatient> patients, Derived?[] derived, bool[] isMade)
    {
        var changes = new QualityWrites(connection);
        for (var at = 0; at < patients.Count; at++)
        {
            if (!isMade[at]) continue;
            if (derived[at] is { } made) PatientSummaries.Write(connection, made.Summary, patients[at].Sequence);
            else PatientSummaries.Remove(connection, patients[at].Patient);
            changes.Put(patients[at], derived[at]?.Quality);
            if (derived[at] is { } coded) coded.Codes.Write(connection, patients[at].Patient);
            else CodeUses.Remove(connection, patients[at].Patient);
        }

        changes.WriteTotals();
        quality.WriteFeeds(connection);
    }

    private sealed record Derived(PatientSummary Summary, QualityVector Quality, CodeUses Codes);
}
