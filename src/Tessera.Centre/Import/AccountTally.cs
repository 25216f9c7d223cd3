using Tessera.Centre.Runs;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>Counts what became of every record while a run goes on.</summary>
internal sealed class AccountTally
{
    private readonly SortedDictionary<string, long> resources = new(StringComparer.Ordinal);
    private long written, unchanged, quarantined, ignored;
    private long used, ignoredCells, rejected;

    public void Good(CheckedRecord record, RecordFate fate)
    {
        if (fate == RecordFate.Written) written++;
        else unchanged++;
        Cells(record.Outcome.Cells);
        foreach (var (resource, _) in record.Resources) resources[resource.Type] = resources.GetValueOrDefault(resource.Type) + 1;
    }

    public void Quarantined(RecordOutcome record)
    {
        quarantined++;
        Cells(record.Cells);
    }

    public void Ignored(RecordOutcome record)
    {
        ignored++;
        Cells(record.Cells);
    }

    public ImportAccount Account(TimeSpan elapsed) => new()
    {
        Read = written + unchanged + quarantined + ignored,
        Written = written,
        Unchanged = unchanged,
        Quarantined = quarantined,
        Ignored = ignored,
        Cells = new CellTotals(used, ignoredCells, rejected),
        Resources = new SortedDictionary<string, long>(resources, StringComparer.Ordinal),
        Seconds = Math.Round(elapsed.TotalSeconds, 3),
    };

    private void Cells(CellAccount cells) => (used, ignoredCells, rejected) = (used + cells.Used, ignoredCells + cells.Ignored, rejected + cells.Rejected);
}
