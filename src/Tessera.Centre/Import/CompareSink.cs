using Tessera.Centre.Runs;
using Tessera.Fhir.Json;
using Tessera.Sources;
using Tessera.Store;

namespace Tessera.Centre.Import;

/// <summary>A dry run against a store: what would be new, changed and unchanged, with samples of the changes. Nothing is kept.</summary>
public sealed class CompareSink(CentreNode node) : IImportSink
{
    private const int SamplesOfType = 3;
    private readonly SortedDictionary<string, ChangeCount> changes = new(StringComparer.Ordinal);
    private readonly List<ChangeSample> samples = [];

    /// <summary>What would become of the resources, by type.</summary>
    public IReadOnlyDictionary<string, ChangeCount> Changes => changes;

    /// <summary>Some of the resources that would change.</summary>
    public IReadOnlyList<ChangeSample> Samples => samples;

    /// <inheritdoc/>
    public int BatchesUnderWay => 1;

    /// <inheritdoc/>
    public Task Begin(ImportSource source, DateTimeOffset started, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordFate>> Write(IReadOnlyList<CheckedRecord> records, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        var fates = new RecordFate[records.Count];
        for (var i = 0; i < fates.Length; i++)
        {
            fates[i] = RecordFate.Unchanged;
            foreach (var (resource, _) in records[i].Resources)
                if (await WouldChange(resource, records[i].Outcome.Record, cancel).ConfigureAwait(false)) fates[i] = RecordFate.Written;
        }

        return fates;
    }

    /// <inheritdoc/>
    public Task Quarantine(IReadOnlyList<Quarantined> records, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ImportAccount> Finish(ImportState state, ImportAccount account) => Task.FromResult(account);

    private async Task<bool> WouldChange(ExtractedResource resource, SourceRecord record, CancellationToken cancel)
    {
        var count = changes.GetValueOrDefault(resource.Type, new ChangeCount(0, 0, 0));
        if (await node.Store.Find(Access.Everything, resource.Type, resource.Id, cancel).ConfigureAwait(false) is not { Deleted: false } stored)
        {
            changes[resource.Type] = count with { New = count.New + 1 };
            return true;
        }

        var differences = DocumentDifference.Of(FhirDocument.Parse(stored.Body, node.Definitions.Names), resource.Document);
        if (differences.Count == 0)
        {
            changes[resource.Type] = count with { Unchanged = count.Unchanged + 1 };
            return false;
        }

        changes[resource.Type] = count with { Changed = count.Changed + 1 };
        if (count.Changed < SamplesOfType) samples.Add(new ChangeSample(resource.Type, resource.Id, (record.File, record.Row), differences));
        return true;
    }
}
