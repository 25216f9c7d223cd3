using Tessera.Centre.Runs;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>Where an import goes: the store, a folder of files, or nowhere.</summary>
public interface IImportSink
{
    /// <summary>How many batches may wait to be written at a time. They are begun in their order; a sink that writes them one after the other is asked for one.</summary>
    int BatchesUnderWay { get; }

    /// <summary>Begins a run.</summary>
    Task Begin(ImportSource source, DateTimeOffset started, CancellationToken cancel);

    /// <summary>Takes good records; each whole.</summary>
    /// <returns>One fate per record, in order.</returns>
    Task<IReadOnlyList<RecordFate>> Write(IReadOnlyList<CheckedRecord> records, CancellationToken cancel);

    /// <summary>Takes records that could not be used.</summary>
    Task Quarantine(IReadOnlyList<Quarantined> records, CancellationToken cancel);

    /// <summary>Ends the run. What was written stays, however it ended.</summary>
    /// <returns>The account, with what only the sink knows.</returns>
    Task<ImportAccount> Finish(ImportState state, ImportAccount account);
}
