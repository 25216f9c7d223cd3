using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources.FhirRecords;

namespace Tessera.Sources.Ndjson;

/// <summary>A folder of NDJSON files as a source, such as a Bulk Data export. Files are read as streams, patients and what others refer to first.</summary>
public sealed class NdjsonSource : IFhirSource
{
    private readonly NdjsonOptions options;
    private readonly FhirDefinitions definitions;
    private readonly ResourceIds ids;
    private readonly List<string> files;

    private NdjsonSource(NdjsonOptions options, FhirDefinitions definitions, ResourceIds ids, List<string> files) =>
        (this.options, this.definitions, this.ids, this.files) = (options, definitions, ids, files);

    /// <inheritdoc/>
    public string SourceId => options.Source;

    /// <inheritdoc/>
    public string Mapping => options.Lift.Name;

    /// <inheritdoc/>
    public bool IsIncremental => false;

    /// <inheritdoc/>
    public bool ReadsSince => false;

    /// <inheritdoc/>
    public Func<string, bool>? ReadsFile => path => IsNdjson(path) && Path.GetFullPath(path).StartsWith(Path.GetFullPath(options.Folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Deleted => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Notes { get; private set; } = [];

    /// <inheritdoc/>
    public bool HasGaps => false;

    /// <summary>Looks for the files.</summary>
    /// <returns>The source, or null when there is no file; then the issue says so.</returns>
    public static NdjsonSource? Open(NdjsonOptions options, FhirDefinitions definitions, ResourceIds ids, out Issue? issue)
    {
        ArgumentNullException.ThrowIfNull(options);
        issue = null;
        var files = Directory.Exists(options.Folder)
            ? Directory.EnumerateFiles(options.Folder, "*", SearchOption.AllDirectories).Where(IsNdjson).OrderBy(Place).ThenBy(path => path, StringComparer.Ordinal).ToList()
            : [];
        if (files.Count > 0) return new NdjsonSource(options, definitions, ids, files);
        issue = new Issue(IssueSeverity.Error, IssueType.NotFound, options.Folder, "there is no NDJSON file in this folder") { Fix = "Put files there whose names end in .ndjson or .ndjson.gz." };
        return null;
    }

    /// <inheritdoc/>
    public IEnumerable<RecordOutcome> Read(ReadRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var lift = new RecordLift(options.Source, options.Address, options.Lift, definitions, ids) { Corrections = request.Corrections };
        var twice = RepeatedRecords.Find(() => files.SelectMany(file => Lines(file, cancel)));
        // What the reason of a medicine is must be known whatever the order of the files.
        foreach (var file in files)
            if (TypeOf(file) is null) NoteConditions(file, lift, cancel);
        foreach (var file in files)
        {
            foreach (var (name, line) in Lines(file, cancel)) yield return Outcome(line, name, lift, twice);
        }

        Notes = [.. lift.Notes];
    }

    private RecordOutcome Outcome(NdjsonLine line, string name, RecordLift lift, RepeatedRecords twice)
    {
        var record = new SourceRecord(options.Source, name, line.Number, "") { Line = line.Number };
        if (line.Problem is { } problem) return new Quarantined(record, new CellAccount(0, 0, 1), [new CellProblem(null, problem, "Export the file again.")]);
        return twice.Outcome(line, record) ?? lift.Read(line.Json.ToArray(), name, line.Number);
    }

    private void NoteConditions(string file, RecordLift lift, CancellationToken cancel)
    {
        foreach (var (name, line) in Lines(file, cancel))
            if (RecordHead.Read(line.Json.Span) is { Type: "Condition" }) lift.NoteAhead(line.Json, name, line.Number);
    }

    private IEnumerable<(string File, NdjsonLine Line)> Lines(string file, CancellationToken cancel)
    {
        var name = Name(file);
        foreach (var line in NdjsonFile.Read(file, options.LongestLine))
        {
            cancel.ThrowIfCancellationRequested();
            yield return (name, line);
        }
    }

    private string Name(string file) => Path.GetRelativePath(options.Folder, file).Replace('\\', '/');

    private static bool IsNdjson(string path) => path.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ndjson.gz", StringComparison.OrdinalIgnoreCase);

    private static int Place(string path) => TypeOf(path) is { } type ? RecordOrder.Of(type) : int.MaxValue;

    // Servers name files Condition.ndjson, Condition.000.ndjson, 1.Condition.ndjson, Condition-part-2.ndjson.
    private static string? TypeOf(string path)
    {
        foreach (var word in Path.GetFileName(path).Split(['.', '-', '_', ' ']))
            if (RecordOrder.Of(word) < RecordOrder.Types.Count) return word;
        return null;
    }
}
