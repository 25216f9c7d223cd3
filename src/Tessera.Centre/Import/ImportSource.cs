using System.Globalization;
using Tessera.Centre.Vanishing;
using Tessera.Sources;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Mef;

namespace Tessera.Centre.Import;

/// <summary>A source as the pipeline sees it.</summary>
/// <param name="Id">Id of the source, stable between runs.</param>
/// <param name="Mapping">What turns its records into resources, for the history.</param>
/// <param name="Read">Reads the records: exactly one outcome each, what others refer to first.</param>
public sealed record ImportSource(string Id, string Mapping, Func<CancellationToken, IEnumerable<RecordOutcome>> Read)
{
    /// <summary>Reads as a run asks: with corrections, or what changed since a mark; null where the source knows neither.</summary>
    public Func<ReadRequest, CancellationToken, IEnumerable<RecordOutcome>>? ReadAsked { get; init; }

    /// <summary>Finds a row again by file and number, given the corrections; null where the source has no rows.</summary>
    public Func<string, int, RowCorrections, CancellationToken, FoundRow?>? FindRow { get; init; }

    /// <summary>What this run asks.</summary>
    public ReadRequest Request { get; init; } = ReadRequest.Everything;

    /// <summary>Whether the run reads every record that the source has, so that what it does not see is gone.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether the source is read from its watermark on, where it has one.</summary>
    public bool IsIncremental { get; init; }

    /// <summary>For files that are read from a watermark on: the column with the day on which a row was recorded.</summary>
    public string? MarkColumn { get; init; }

    /// <summary>After a run: what the source said that is worth telling; no patient data.</summary>
    public Func<IReadOnlyCollection<string>> Notes { get; init; } = () => [];

    /// <summary>After a run: the resources (<c>Type/id</c>) that the source says were deleted.</summary>
    public Func<IReadOnlyCollection<string>> Deleted { get; init; } = () => [];

    /// <summary>What becomes of resources whose record is gone.</summary>
    public VanishedPolicy Vanished { get; init; } = VanishedPolicy.Keep;

    /// <summary>The files of the mCODE Extraction Framework.</summary>
    public static ImportSource Of(MefSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ImportSource(source.SourceId, "mef", source.Read) { ReadAsked = source.Read, FindRow = source.FindRow };
    }

    /// <summary>Files of a centre's own layout, by a mapping.</summary>
    public static ImportSource Of(MappedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ImportSource(source.SourceId, $"{source.SourceId}@{source.Version}", source.Read) { ReadAsked = source.Read, FindRow = source.FindRow };
    }

    /// <summary>A source of FHIR resources.</summary>
    /// <param name="source">The source.</param>
    /// <param name="since">Leave out what did not change since this day; null for everything.</param>
    public static ImportSource Of(IFhirSource source, DateOnly? since = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var request = new ReadRequest { Since = since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        return new ImportSource(source.SourceId, source.Mapping, cancel => source.Read(request, cancel))
        {
            // Without a day that a person asks for, the node says where a run begins.
            ReadAsked = since is null ? source.Read : null, Request = request, IsComplete = since is null, IsIncremental = since is null && source.IsIncremental, Notes = () => source.Notes, Deleted = () => source.Deleted,
        };
    }

    /// <summary>The source for one run into a node: with the corrections that people made there, and from the watermark on when it is incremental.</summary>
    /// <param name="node">The node.</param>
    /// <param name="full">Read everything, whatever the watermark.</param>
    public ImportSource For(CentreNode node, bool full)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (ReadAsked is not { } read) return this;
        // A correction of what was taken over long ago, or one taken back, lies behind the watermark.
        var since = IsIncremental && !full && !node.Corrections.WaitBehindWatermark(Id) ? node.Watermarks.Find(Id) : null;
        var request = new ReadRequest { Corrections = node.Corrections.Of(Id), MarkColumn = IsIncremental ? MarkColumn : null, Since = since };
        return this with { Request = request, IsComplete = IsComplete && since is null, Read = cancel => read(request, cancel) };
    }
}
