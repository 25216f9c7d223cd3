using Tessera.Centre.Vanishing;
using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>What a run sees of its source, beside what it writes: which resources there still are, and how far the source has come.</summary>
internal sealed class SourceSight
{
    private readonly HashSet<string> heldFiles = new(StringComparer.Ordinal);
    private string? last;
    private string? earliestHeld;
    private bool holdsUnmarked;

    /// <summary>The resources that were seen, those of quarantined records included where they can be told.</summary>
    public SeenResources Seen { get; } = new();

    /// <summary>Whether a record of the file is in quarantine of which nobody can tell what it was: then nothing of the file has vanished.</summary>
    public bool IsHeld(string file) => heldFiles.Contains(file);

    public void See(CheckedRecord record)
    {
        last = Later(last, record.Outcome.Record.Mark);
        foreach (var (resource, _) in record.Resources) Seen.Add(resource.Type, resource.Id);
    }

    public void Hold(Quarantined record)
    {
        last = Later(last, record.Record.Mark);
        if (record.Record.Mark is not { } mark) holdsUnmarked = true;
        else if (earliestHeld is null || string.CompareOrdinal(mark, earliestHeld) < 0) earliestHeld = mark;
        if (record.Stands is not { } stands) heldFiles.Add(record.Record.File);
        else foreach (var (type, id) in stands) Seen.Add(type, id);
    }

    /// <summary>Where the watermark stands after the run: after all that was seen, but never after a record in quarantine.</summary>
    /// <param name="before">Where it stood, or null.</param>
    public string? Watermark(string? before)
    {
        // A record in quarantine that does not say its place holds the mark where it was.
        var reached = holdsUnmarked ? before : Later(before, last);
        return earliestHeld is not null && reached is not null && string.CompareOrdinal(earliestHeld, reached) < 0 ? earliestHeld : reached;
    }

    private static string? Later(string? first, string? second) => first is null || string.CompareOrdinal(second, first) > 0 ? second ?? first : first;
}
