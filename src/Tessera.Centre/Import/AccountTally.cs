using Tessera.Centre.Runs;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>Counts what became of every record while a run goes on.</summary>
internal sealed class AccountTally
{
    // A row that repeats another names that other: there can be as many reasons as rows.
    private const int MostReasons = 20;

    // A layout has fewer; the elements of a FHIR source have no end.
    private const int MostColumns = 500;

    private readonly SortedDictionary<string, long> resources = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, string Why), int> reasons = [];
    private readonly List<LeftOut> leftOut = [];
    private readonly Dictionary<(string File, string Column, string Why), long> columns = [];
    private long rest;
    private long written, unchanged, quarantined, ignored;
    private long used, ignoredCells, rejected;

    public void Good(CheckedRecord record, RecordFate fate)
    {
        if (fate == RecordFate.Written) written++;
        else unchanged++;
        Cells(record.Outcome.Cells);
        foreach (var cell in record.Outcome.Cells.IgnoredCells) Column((FileOf(record.Outcome.Record), cell.Column, cell.Rule));
        foreach (var (resource, _) in record.Resources) resources[resource.Type] = resources.GetValueOrDefault(resource.Type) + 1;
    }

    public void Quarantined(RecordOutcome record)
    {
        quarantined++;
        Cells(record.Cells);
    }

    public void Ignored(Ignored record)
    {
        ignored++;
        var key = (FileOf(record.Record), record.Rule);
        if (reasons.TryGetValue(key, out var known)) leftOut[known] = leftOut[known] with { Records = leftOut[known].Records + 1 };
        else if (leftOut.Count < MostReasons)
        {
            reasons.Add(key, leftOut.Count);
            leftOut.Add(new LeftOut(record.Rule, 1, record.Record.File, record.Record.Row));
        }

        Cells(record.Cells);
    }

    public ImportAccount Account(TimeSpan elapsed, IReadOnlyCollection<string>? notes = null) => new()
    {
        Read = written + unchanged + quarantined + ignored,
        Written = written,
        Unchanged = unchanged,
        Quarantined = quarantined,
        Ignored = ignored,
        Cells = new CellTotals(used, ignoredCells, rejected),
        Resources = new SortedDictionary<string, long>(resources, StringComparer.Ordinal),
        LeftOut = [.. leftOut],
        LeftOutColumns = [.. columns.Select(pair => new LeftOutColumn(pair.Key.File, pair.Key.Column, pair.Key.Why, pair.Value))],
        LeftOutRest = rest,
        Notes = notes is null ? [] : [.. notes],
        Seconds = Math.Round(elapsed.TotalSeconds, 3),
    };

    // A record of a FHIR server is a file of its own, Type/id.
    private static string FileOf(SourceRecord record) => record.File.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? record.File[..slash] : record.File;

    private void Column((string File, string Column, string Why) key)
    {
        if (columns.TryGetValue(key, out var cells) || columns.Count < MostColumns) columns[key] = cells + 1;
        else rest++;
    }

    private void Cells(CellAccount cells) => (used, ignoredCells, rejected) = (used + cells.Used, ignoredCells + cells.Ignored, rejected + cells.Rejected);
}
