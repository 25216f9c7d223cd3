using Tessera.Centre.Runs;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>A sink that fails after some calls: before or after what it was asked to do.</summary>
internal sealed class BreakingSink(IImportSink inner, int calls) : IImportSink
{
    private int left = calls;

    public int BatchesUnderWay => inner.BatchesUnderWay;

    public Task Begin(ImportSource source, DateTimeOffset started, CancellationToken cancel) => inner.Begin(source, started, cancel);

    public async Task<IReadOnlyList<RecordFate>> Write(IReadOnlyList<CheckedRecord> records, CancellationToken cancel)
    {
        Break();
        var fates = await inner.Write(records, cancel);
        Break();
        return fates;
    }

    public async Task Quarantine(IReadOnlyList<Quarantined> records, CancellationToken cancel)
    {
        Break();
        await inner.Quarantine(records, cancel);
    }

    // A program that ends does not say how.
    public Task<ImportAccount> Finish(ImportState state, ImportAccount account) =>
        state == ImportState.Done && left-- > 0 ? inner.Finish(state, account) : throw new IOException("ended");

    private void Break()
    {
        if (left-- <= 0) throw new IOException("ended");
    }
}
