using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;
using System.Security.Cryptography;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Mapping;
using Tessera.Sources.Mapping.Language;
using Tessera.Sources.Sql;
using Tessera.Sources.Tables;

namespace Tessera.Sources;

/// <summary>Files of any layout as a source, by a mapping that people can read and change: which column feeds which element of which profile.
/// Memory holds some bytes per record, never the records. See docs/mapping.md</summary>
public sealed class MappedSource
{
    private readonly string path;
    private readonly MappingFile mapping;
    private readonly IReadOnlyList<(TableMapping Table, string Path)> files;
    private readonly ResourceIds ids;
    private readonly FhirDefinitions definitions;
    private readonly TimeZoneInfo? zone;

    private MappedSource(string path, MappingFile mapping, IReadOnlyList<(TableMapping Table, string Path)> files, ResourceIds ids, FhirDefinitions definitions, TimeZoneInfo? zone)
    {
        (this.path, this.mapping, this.files, this.ids, this.definitions, this.zone) = (path, mapping, files, ids, definitions, zone);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)).AsSpan(0, 4));
    }

    /// <summary>Id of the source, part of every resource's identity.</summary>
    public string SourceId => mapping.Source;

    /// <summary>Version of the mapping.</summary>
    public int Version => mapping.Version;

    /// <summary>The beginning of the SHA-256 of the mapping's file, eight hexadecimal digits: a mapping can change while its version stays.</summary>
    public string Fingerprint { get; }

    /// <summary>Names of the files that are read, without folders, in the order of extraction.</summary>
    public IReadOnlyList<string> Files => [.. files.Select(file => Path.GetFileName(file.Path))];

    /// <summary>Whether a table says which of its columns has the day on which a row was recorded.</summary>
    public bool SaysWhenRecorded => mapping.Tables.Any(table => table.Layout.RecordedColumn is not null);

    /// <summary>Whether a table has a column.</summary>
    public bool HasColumn(string column) => mapping.Tables.Any(table => table.Layout.Find(column) >= 0);

    /// <summary>Whether a file is the mapping or one that a table takes, there or not yet.</summary>
    public bool ReadsFile(string file)
    {
        var full = Path.GetFullPath(file);
        if (full == path) return true;
        foreach (var table in mapping.Tables.Where(table => table.Settings.Query is null))
        foreach (var pattern in table.Files)
        {
            var wanted = Path.GetFullPath(pattern, Path.GetDirectoryName(path)!);
            if (Path.GetDirectoryName(wanted) == Path.GetDirectoryName(full) && FileSystemName.MatchesSimpleExpression(Path.GetFileName(wanted), Path.GetFileName(full), ignoreCase: false)) return true;
        }

        return false;
    }

    /// <summary>Reads a mapping and checks it against the definitions and that its files are there.</summary>
    /// <param name="path">The mapping, YAML.</param>
    /// <param name="definitions">What profiles and elements there are.</param>
    /// <param name="ids">Maker of the resources' ids.</param>
    /// <param name="zone">Zone of times that do not say theirs, unless the mapping states one; null refuses such times.</param>
    /// <param name="source">The source, or null.</param>
    /// <param name="issues">Errors when there is no source; else what is worth saying. Each has line and column of the mapping.</param>
    public static bool TryOpen(
        string path, FhirDefinitions definitions, ResourceIds ids, TimeZoneInfo? zone, [NotNullWhen(true)] out MappedSource? source, out IReadOnlyList<Issue> issues)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var found = new List<Issue>();
        (source, issues) = (null, found);
        if (MappingFile.Read(path, definitions, found) is not { } mapping) return false;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var files = new List<(TableMapping, string)>();
        var headers = new HeaderCheck(path, found);
        foreach (var table in mapping.Tables)
        foreach (var pattern in table.Settings.Query is null ? table.Files : [table.Name])
        {
            var matches = table.Settings.Query is null ? Matches(folder, pattern) : [table.Name];
            if (matches.Count == 0) found.Add(new Issue(IssueSeverity.Error, IssueType.NotFound, path, $"the table '{table.Name}' finds no file {pattern}") { Fix = $"Files are looked for in {folder}." });
            files.AddRange(matches.Select(match => (table, match)));
            if (table.Settings.Query is not null) continue;
            foreach (var match in matches) headers.Run(table, match);
        }

        if (!found.Exists(issue => issue.Severity >= IssueSeverity.Error)) source = new MappedSource(Path.GetFullPath(path), mapping, files, ids, definitions, zone);
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
        return Rows(request, cancel);
    }

    private IEnumerable<RecordOutcome> Rows(ReadRequest request, CancellationToken cancel)
    {
        using var databases = new SqlSessions(cancel);
        var read = files.Select((file, number) => new SourceFile(file.Table.Layout, file.Path, (short)number, file.Table.Settings)
        {
            Corrections = request.Corrections.For(Path.GetFileName(file.Path)),
            Databases = databases,
            Beside = [.. files.Where(other => other.Path == file.Path && other.Table != file.Table).Select(other => other.Table.Layout)],
        }).ToList();
        var context = new SourceContext(mapping.Source, ids, new KeyIndex(), mapping.PatientSystem)
        {
            PatientList = read.Find(file => file.Layout.IsPatients)?.Layout.Name,
            PatientIdList = read.Find(file => file.Layout.IsPatients)?.Layout.Resources[0].List,
            Zone = mapping.Zone ?? zone,
            MarkColumn = request.MarkColumn,
            Since = request.Since is { } mark ? DateOnly.ParseExact(mark, "yyyy-MM-dd") : null,
        };
        foreach (var outcome in new TableReading(context, read, null, definitions.Names).Read(cancel)) yield return outcome;
    }

    /// <summary>A row of one of the files as it is now; null when there is none.</summary>
    /// <param name="file">File name without folder.</param>
    /// <param name="row">Row as a spreadsheet shows it.</param>
    /// <param name="corrections">What people say that rows should say.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="IOException">The file can no longer be read.</exception>
    public FoundRow? FindRow(string file, int row, RowCorrections corrections, CancellationToken cancel)
    {
        var place = files.FirstOrDefault(known => Path.GetFileName(known.Path) == file);
        ArgumentNullException.ThrowIfNull(corrections);
        // The rows of a query have no place that lasts.
        if (place.Path is null || place.Table.Settings.Query is not null) return null;
        var context = new SourceContext(mapping.Source, ids, new KeyIndex(), mapping.PatientSystem) { Zone = mapping.Zone ?? zone };
        return RowLookup.Find(new SourceFile(place.Table.Layout, place.Path, 0, place.Table.Settings) { Corrections = corrections.For(file) }, context, row, cancel);
    }

    private static List<string> Matches(string folder, string pattern)
    {
        var path = Path.Combine(folder, pattern);
        var (place, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        return Directory.Exists(place) ? [.. Directory.GetFiles(place, name).Order(StringComparer.Ordinal)] : [];
    }
}
