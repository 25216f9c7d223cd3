using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Sources.Csv;
using Tessera.Sources.Mapping;
using Tessera.Sources.Tables;

namespace Tessera.Sources.Mef;

/// <summary>The files of the mCODE Extraction Framework (MEF) as a source: its configuration JSON and its CSV layouts, unchanged, become
/// mCODE STU4. Memory holds some bytes per record, never the records.</summary>
public sealed class MefSource
{
    private readonly string path;
    private readonly MefConfiguration configuration;
    private readonly ResourceIds ids;
    private readonly NameTable names;
    private readonly DateOnly? since;

    private MefSource(string path, MefConfiguration configuration, ResourceIds ids, NameTable names, DateOnly? since) =>
        (this.path, this.configuration, this.ids, this.names, this.since) = (path, configuration, ids, names, since);

    /// <summary>Id of the source, part of every resource's identity.</summary>
    public string SourceId => configuration.SourceId;

    /// <summary>Names of the files that are read, without folders, in the order of extraction.</summary>
    public IReadOnlyList<string> Files => configuration.Extractors.Select(extractor => Path.GetFileName(extractor.Path)).ToArray();

    /// <summary>Whether a layout of its files has a column.</summary>
    public bool HasColumn(string column) => configuration.Extractors.Any(extractor => extractor.Layout.Find(column) >= 0);

    /// <summary>Whether a file is the configuration, the list of patients or one of the files.</summary>
    public bool ReadsFile(string file) =>
        configuration.Extractors.Select(extractor => extractor.Path).Append(configuration.PatientList).Append(path).Any(known => Path.GetFullPath(known) == Path.GetFullPath(file));

    /// <summary>Reads a configuration and checks that its files are there.</summary>
    /// <param name="configFile">MEF's configuration JSON.</param>
    /// <param name="definitions">Definitions against which the mapping of the layouts is read.</param>
    /// <param name="ids">Maker of the resources' ids.</param>
    /// <param name="source">The source, or null.</param>
    /// <param name="issues">Errors when there is no source; else what of the configuration is not used.</param>
    /// <param name="options">What the centre adds.</param>
    public static bool TryOpen(
        string configFile,
        FhirDefinitions definitions,
        ResourceIds ids,
        [NotNullWhen(true)] out MefSource? source,
        out IReadOnlyList<Issue> issues,
        MefOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var found = new List<Issue>();
        issues = found;
        source = MefConfiguration.Read(configFile, MefMapping.Read(definitions), options ?? new MefOptions(), found) is { } configuration
            ? new MefSource(Path.GetFullPath(configFile), configuration, ids, definitions.Names, options?.Since) : null;
        return source is not null;
    }

    /// <summary>Reads all files: exactly one outcome per row, patients first, then what others refer to.</summary>
    /// <exception cref="IOException">A file can no longer be read.</exception>
    public IEnumerable<RecordOutcome> Read(CancellationToken cancel) => Read(ReadRequest.Everything, cancel);

    /// <summary>Reads the files as a run asks: exactly one outcome per row, patients first, then what others refer to.</summary>
    /// <exception cref="IOException">A file can no longer be read.</exception>
    public IEnumerable<RecordOutcome> Read(ReadRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var patients = ReadPatientList();
        var files = configuration.Extractors
            .Select((extractor, number) => new SourceFile(extractor.Layout, extractor.Path, (short)number, extractor.Settings)
            {
                Corrections = request.Corrections.For(Path.GetFileName(extractor.Path)),
            }).ToList();
        var context = new SourceContext(configuration.SourceId, ids, new KeyIndex(), configuration.IdentifierSystem)
        {
            PatientList = files.Find(file => file.Layout.IsPatients)?.Layout.Name,
            Zone = configuration.Zone,
            MarkColumn = request.MarkColumn,
            Since = request.Since is { } mark ? DateOnly.ParseExact(mark, "yyyy-MM-dd") : since,
        };
        return new TableReading(context, files, patients, names).Read(cancel);
    }

    /// <summary>A row of one of the files as it is now; null when there is none.</summary>
    /// <param name="file">File name without folder.</param>
    /// <param name="row">Row as a spreadsheet shows it.</param>
    /// <param name="corrections">What people say that rows should say.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="IOException">The file can no longer be read.</exception>
    public FoundRow? FindRow(string file, int row, RowCorrections corrections, CancellationToken cancel)
    {
        if (configuration.Extractors.FirstOrDefault(known => Path.GetFileName(known.Path) == file) is not { } place) return null;
        ArgumentNullException.ThrowIfNull(corrections);
        var context = new SourceContext(configuration.SourceId, ids, new KeyIndex(), configuration.IdentifierSystem) { Zone = configuration.Zone };
        return RowLookup.Find(new SourceFile(place.Layout, place.Path, 0, place.Settings) { Corrections = corrections.For(file) }, context, row, cancel);
    }

    private HashSet<string> ReadPatientList()
    {
        using var table = CsvTable.Open(configuration.PatientList, configuration.PatientListFormat);
        var column = Array.FindIndex(table.Header, header => header.Equals("mrn", StringComparison.OrdinalIgnoreCase));
        var patients = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in table.Rows())
            if (column >= 0 && column < row.Cells.Length && row.Cells[column].Length > 0) patients.Add(row.Cells[column]);
        return patients;
    }
}
