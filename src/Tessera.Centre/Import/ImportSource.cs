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

    /// <summary>After a run: whether the source gave less than it says it has.</summary>
    public Func<bool> HasGaps { get; init; } = () => false;

    /// <summary>After a run: the resources (<c>Type/id</c>) that the source says were deleted.</summary>
    public Func<IReadOnlyCollection<string>> Deleted { get; init; } = () => [];

    /// <summary>What becomes of resources whose record is gone.</summary>
    public VanishedPolicy Vanished { get; init; } = VanishedPolicy.Keep;

    /// <summary>The day before which nothing is read because a person asks for it; null for everything. Such a run moves no watermark: it may pass
    /// over records that come later.</summary>
    public DateOnly? Since { get; private init; }

    /// <summary>Whether records before a day can be left out; where a <see cref="MarkColumn"/> is stated they can, too.</summary>
    public bool CanReadSince { get; init; }

    /// <summary>Whether its tables have a column; null where it has no tables.</summary>
    public Func<string, bool>? HasColumn { get; init; }

    /// <summary>Whether it reads a file, so that a change of the file is one of the source; null where it reads none that others write.</summary>
    public Func<string, bool>? ReadsFile { get; init; }

    /// <summary>The files of the mCODE Extraction Framework.</summary>
    public static ImportSource Of(MefSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ImportSource(source.SourceId, "mef", source.Read)
        {
            ReadAsked = source.Read, FindRow = source.FindRow, CanReadSince = true, HasColumn = source.HasColumn, ReadsFile = source.ReadsFile,
        };
    }

    /// <summary>Files of a centre's own layout, by a mapping.</summary>
    public static ImportSource Of(MappedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ImportSource(source.SourceId, $"{source.SourceId}@{source.Version}+{source.Fingerprint}", source.Read)
        {
            ReadAsked = source.Read, FindRow = source.FindRow, CanReadSince = source.SaysWhenRecorded, HasColumn = source.HasColumn, ReadsFile = source.ReadsFile,
        };
    }

    /// <summary>A source of FHIR resources.</summary>
    public static ImportSource Of(IFhirSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ImportSource(source.SourceId, source.Mapping, cancel => source.Read(ReadRequest.Everything, cancel))
        {
            ReadAsked = source.Read, IsIncremental = source.IsIncremental, CanReadSince = source.ReadsSince, ReadsFile = source.ReadsFile,
            Notes = () => source.Notes, HasGaps = () => source.HasGaps, Deleted = () => source.Deleted,
        };
    }

    /// <summary>The source without what was recorded, or did not change, since a day.</summary>
    /// <exception cref="InvalidOperationException">The source does not know when its records were recorded.</exception>
    public ImportSource From(DateOnly day)
    {
        if (ReadAsked is null || !(CanReadSince || MarkColumn is not null)) throw new InvalidOperationException("the source does not know when its records were recorded");
        return (this with { Since = day, IsComplete = false }).Asking(RowCorrections.None, null);
    }

    /// <summary>The source for one run into a node: with the corrections that people made there, and from the watermark on when it is incremental.</summary>
    /// <param name="node">The node.</param>
    /// <param name="full">Read everything, whatever the watermark.</param>
    public ImportSource For(CentreNode node, bool full)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (ReadAsked is null) return this;
        // A correction of what was taken over long ago, or one taken back, lies behind the watermark.
        var mark = IsIncremental && Since is null && !full && !node.Corrections.WaitBehindWatermark(Id) ? node.Watermarks.Find(Id) : null;
        if (mark is not null && SourceSight.IsAhead(mark, node.Clock.GetUtcNow())) mark = null;
        return (this with { IsComplete = IsComplete && mark is null }).Asking(node.Corrections.Of(Id), mark);
    }

    private ImportSource Asking(RowCorrections corrections, string? mark)
    {
        var request = new ReadRequest
        {
            Corrections = corrections, MarkColumn = IsIncremental ? MarkColumn : null, Since = Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? mark,
        };
        return this with { Request = request, Read = cancel => ReadAsked!(request, cancel) };
    }
}
