using System.Globalization;
using Tessera.Centre.Vanishing;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>What a run sees of its source, beside what it writes: which resources there still are, and how far the source has come.</summary>
internal sealed class SourceSight
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    // A day begins in the east before it does here, and clocks differ.
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    private readonly HashSet<string> heldFiles = new(StringComparer.Ordinal);
    private string? last;
    private string? earliestHeld;
    private bool holdsUnmarked;

    /// <summary>When the run began.</summary>
    public DateTimeOffset Began { get; set; } = DateTimeOffset.MaxValue - Tolerance;

    /// <summary>How many records are dated after the run began.</summary>
    public long Ahead { get; private set; }

    /// <summary>Whether a mark lies after an instant, beyond what zones and clocks explain.</summary>
    public static bool IsAhead(string mark, DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(mark, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time > instant + Tolerance;

    /// <summary>The resources that were seen, those of quarantined records included where they can be told.</summary>
    public SeenResources Seen { get; } = new();

    /// <summary>Whether a record of the file is in quarantine of which nobody can tell what it was: then nothing of the file has vanished.</summary>
    public bool IsHeld(string file) => heldFiles.Contains(file);

    public void See(CheckedRecord record)
    {
        Reach(record.Outcome.Record.Mark);
        foreach (var (resource, _) in record.Resources) Seen.Add(resource.Type, resource.Id);
    }

    public void Hold(Quarantined record)
    {
        Reach(record.Record.Mark);
        if (record.Record.Mark is not { } mark) holdsUnmarked = true;
        else if (earliestHeld is null || string.CompareOrdinal(mark, earliestHeld) < 0) earliestHeld = mark;
        if (record.Stands is not { } stands) heldFiles.Add(record.Record.File);
        else foreach (var (type, id) in stands) Seen.Add(type, id);
    }

    /// <summary>Where the watermark stands after the run: after all that was seen, but never after a record in quarantine.</summary>
    /// <param name="before">Where it stood, or null.</param>
    public string? Watermark(string? before)
    {
        if (before is not null && IsAhead(before, Began)) before = null;
        // A record in quarantine that does not say its place holds the mark where it was.
        var reached = holdsUnmarked ? before : Later(before, last);
        return earliestHeld is not null && reached is not null && string.CompareOrdinal(earliestHeld, reached) < 0 ? earliestHeld : reached;
    }

    // A date that is a slip of the pen must not leave out what comes until then.
    private void Reach(string? mark)
    {
        if (mark is null || (last is not null && string.CompareOrdinal(mark, last) <= 0)) return;
        if (IsAhead(mark, Began)) Ahead++;
        else last = mark;
    }

    private static string? Later(string? first, string? second) => first is null || string.CompareOrdinal(second, first) > 0 ? second ?? first : first;
}
