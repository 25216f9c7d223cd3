using Tessera.Centre.Runs;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>A dry run: everything is read, mapped and validated, nothing is kept.</summary>
public sealed class DrySink : IImportSink
{
    /// <inheritdoc/>
    public int BatchesUnderWay => 1;

    /// <inheritdoc/>
    public Task Begin(ImportSource source, DateTimeOffset started, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordFate>> Write(IReadOnlyList<CheckedRecord> records, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Task.FromResult<IReadOnlyList<RecordFate>>(new RecordFate[records.Count]);
    }

    /// <inheritdoc/>
    public Task Quarantine(IReadOnlyList<Quarantined> records, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ImportAccount> Finish(ImportState state, ImportAccount account) => Task.FromResult(account);
}
