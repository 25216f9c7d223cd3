namespace Tessera.Database.AppendLogs;

/// <summary>What a check of a whole log found.</summary>
/// <param name="Segments">Number of files.</param>
/// <param name="Entries">Number of entries that can be read.</param>
/// <param name="Head">How far the log goes.</param>
/// <param name="Findings">What is wrong; empty when every entry is the one that was written and none is missing.</param>
public sealed record LogCheck(int Segments, long Entries, LogHead Head, IReadOnlyList<string> Findings)
{
    /// <summary>Checks the chain of hashes from the first file to the last, and that it leads through the anchors.</summary>
    /// <param name="folder">The log.</param>
    /// <param name="anchors">Heads of the log that were written down elsewhere.</param>
    /// <param name="cancel">Stops the check.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LogCheck Run(string folder, IReadOnlyList<LogHead> anchors, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        var findings = new List<string>();
        var expected = anchors.Where(anchor => anchor.Place.Segment > 0).ToLookup(anchor => anchor.Place.Segment);
        var (entries, last) = (0L, new LogHead(LogPlace.Start, new byte[LogFormat.HashLength]));
        var files = LogSegment.Files(folder);
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            var segment = LogSegment.Read(file);
            findings.AddRange(segment.Findings.Select(finding => $"segment {segment.Number}: {finding}"));
            if (segment.Number != last.Place.Segment + 1) findings.Add($"segment {last.Place.Segment + 1} is missing: the next one is {segment.Number}");
            else if (!segment.Previous.Span.SequenceEqual(last.Chain.Span) && segment.Findings.Count == 0) findings.Add($"segment {segment.Number} does not go on from the end of the one before");
            foreach (var anchor in expected[segment.Number])
                if (!segment.Frames.Any(frame => Same(frame, anchor))) findings.Add($"segment {segment.Number} does not lead to its anchor at byte {anchor.Place.Offset}: it was cut off or written anew");
            (entries, last) = (entries + segment.Entries.Count, segment.Head);
        }

        foreach (var gone in expected.Where(group => !files.Any(file => LogFormat.Number(file) == group.Key))) findings.Add($"segment {gone.Key} is missing, and an anchor says that there was one");
        return new LogCheck(files.Count, entries, last, findings);
    }

    private static bool Same(LogHead frame, LogHead anchor) => frame.Place == anchor.Place && frame.Chain.Span.SequenceEqual(anchor.Chain.Span);
}
