using Tessera.Database.AppendLogs;

namespace Tessera.Centre.Audit;

/// <summary>Which entries of the audit are wanted.</summary>
public sealed record AuditQuery
{
    /// <summary>Only those about this patient, by key; null for all.</summary>
    public ulong? Subject { get; init; }

    /// <summary>Only those by somebody whose name has this in it, or null.</summary>
    public string? Who { get; init; }

    /// <summary>Only those from this moment on.</summary>
    public DateTimeOffset Since { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Only those before this moment.</summary>
    public DateTimeOffset Until { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Only those before this place: the last one of the page before.</summary>
    public LogPlace Before { get; init; } = LogPlace.End;

    /// <summary>At most so many.</summary>
    public int Count { get; init; } = 100;

    /// <summary>The entries, newest first.</summary>
    /// <param name="folder">The folder of the audit; its owner may append meanwhile.</param>
    /// <param name="cancel">Stops the search.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<AuditRecord> Run(string folder, CancellationToken cancel)
    {
        var found = new List<AuditRecord>();
        foreach (var file in LogSegment.Files(folder).Reverse())
        {
            cancel.ThrowIfCancellationRequested();
            var segment = LogSegment.Read(file);
            if (segment.Number > Before.Segment) continue;
            for (var at = segment.Entries.Count - 1; at >= 0 && found.Count < Count; at--)
                if (segment.Entries[at] is var entry && entry.Place < Before && AuditCoding.Read(entry.Bytes.Span) is { } read && Wants(read)) found.Add(new AuditRecord(entry.Place, read));
            // Clocks go back by seconds, not by days: what lies a day before the beginning is before it.
            if (found.Count == Count || (segment.Entries is [var first, ..] && AuditCoding.Read(first.Bytes.Span) is { } oldest && Since > DateTimeOffset.MinValue.AddDays(1) && oldest.Time < Since.AddDays(-1))) break;
        }

        return found;
    }

    private bool Wants(AuditEntry entry) =>
        entry.Time >= Since && entry.Time < Until && (Subject is not { } subject || entry.Subjects.Contains(subject)) && (Who is null || entry.Who.Contains(Who, StringComparison.OrdinalIgnoreCase));
}
