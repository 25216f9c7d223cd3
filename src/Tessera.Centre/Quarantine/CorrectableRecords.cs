namespace Tessera.Centre.Quarantine;

/// <summary>The records that people can correct or have corrected: those in quarantine, and those that were taken over by a correction in force.</summary>
public static class CorrectableRecords
{
    private const int Page = 1000;

    /// <summary>The records at a place, of each source one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="file">File.</param>
    /// <param name="row">Row.</param>
    /// <param name="source">Only of this source, or null for all.</param>
    public static IReadOnlyList<CorrectableRecord> At(CentreNode node, string file, int row, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        var held = InQuarantine(node).Where(record => record.File == file && record.Row == row).Select(node.Corrections.Correctable);
        var corrected = node.Corrections.InForce().Where(correction => correction.File == file && correction.Row == row).Select(correction => correction.Record);
        return [.. held.Concat(corrected).Where(record => source is null || record.Source == source).DistinctBy(record => record.Source)];
    }

    /// <summary>All records in quarantine.</summary>
    public static IReadOnlyList<QuarantinedRecord> InQuarantine(CentreNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var records = new List<QuarantinedRecord>();
        while (node.Quarantine.List(null, records.Count, Page) is { Count: > 0 } page) records.AddRange(page);
        return records;
    }
}
