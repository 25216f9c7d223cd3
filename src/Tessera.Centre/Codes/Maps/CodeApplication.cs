using Tessera.Centre.Journeys;
using Tessera.Centre.Verdicts;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Centre.Codes.Maps;

/// <summary>Brings stored resources into accord with the code maps, patient by patient, through the validated writer. A patient waits in a table until
/// all of it is durable, so that a kill at any point is made good by the next run; doing it twice writes nothing.</summary>
public sealed class CodeApplication : IDisposable
{
    private const int PatientsAtOnce = 32;

    private readonly FhirStore store;
    private readonly PatientJourneys journeys;
    private readonly ResourceWriter writer;
    private readonly VerdictRecords verdicts;
    private readonly CheckedTranslation translation;
    private readonly CodeUseReader uses;
    private readonly SemaphoreSlim turn = new(1, 1);

    internal CodeApplication(FhirStore store, PatientJourneys journeys, ResourceWriter writer, VerdictRecords verdicts, CheckedTranslation translation, CodeUseReader uses) =>
        (this.store, this.journeys, this.writer, this.verdicts, this.translation, this.uses) = (store, journeys, writer, verdicts, translation, uses);

    /// <summary>How many patients' records a decision has yet to reach.</summary>
    public long Waiting
    {
        get
        {
            using var lease = store.Database.Readers.Rent();
            return lease.Connection.Long("select count(*) from code_work") ?? 0;
        }
    }

    /// <summary>Works off all that waits; returns how many resources got a new version.</summary>
    /// <param name="cancel">Stops between two patients; the next run goes on.</param>
    public async Task<long> CatchUp(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var written = 0L;
            // A patient who was changed meanwhile waits for the next run.
            var later = new HashSet<string>(StringComparer.Ordinal);
            while (Claim(later) is { Count: > 0 } patients)
                foreach (var (patient, sequence) in patients) written += await Work(patient, sequence, later, cancel).ConfigureAwait(false);
            if (written > 0) await verdicts.Flush(cancel).ConfigureAwait(false);
            return written;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private List<(string Patient, long Sequence)> Claim(HashSet<string> later)
    {
        using var lease = store.Database.Readers.Rent();
        return CodeWork.Claim(lease.Connection, PatientsAtOnce, later);
    }

    private async Task<int> Work(string patient, long sequence, HashSet<string> later, CancellationToken cancel)
    {
        var documents = await journeys.Documents(Access.Everything, patient, cancel).ConfigureAwait(false);
        var sources = await uses.Sources(documents, cancel).ConfigureAwait(false);
        var (writes, found) = (new List<ResourceWrite>(), new List<ValidationResult?>());
        foreach (var document in documents)
        {
            if (translation.Change(document, () => sources[document]) is not { } change) continue;
            writes.Add(await Write(document, change.Document, cancel).ConfigureAwait(false));
            found.Add(change.Validation);
        }

        var outcomes = writes.Count == 0 ? [] : await writer.WriteValidated(Access.Everything, writes, found, run: null, WritePriority.Bulk, cancel).ConfigureAwait(false);
        if (outcomes.Any(outcome => !outcome.Succeeded)) later.Add(patient);
        else
        {
            await store.Database.Writer.Run(
                connection =>
                {
                    CodeWork.Clear(connection, patient, sequence);
                    return true;
                },
                WritePriority.Bulk,
                cancel).ConfigureAwait(false);
        }

        return outcomes.Count(outcome => outcome.Status == WriteStatus.Updated);
    }

    // Only over the version that was read; where it came from stays as it was.
    private async Task<ResourceWrite> Write(FhirDocument current, FhirDocument changed, CancellationToken cancel) =>
        new(WriteKind.Upsert, current.ResourceType!, current.Id, changed)
        {
            IfVersion = VersionCondition.OneOf(long.Parse(current.Root["meta"].Text("versionId")!, System.Globalization.CultureInfo.InvariantCulture)),
            Origins = await store.Origins(Access.Everything, current.ResourceType!, current.Id!, cancel).ConfigureAwait(false),
        };
}
