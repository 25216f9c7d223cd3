using System.Diagnostics.CodeAnalysis;
using Tessera.Centre.Import;
using Tessera.Centre.Running;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources;
using Tessera.Sources.Mef;
using Tessera.Sources.Settings;

namespace Tessera.Cli.Import;

/// <summary>The sources that a configuration names, opened.</summary>
internal static class SourceList
{
    /// <summary>Opens all sources, and tells warnings and problems with their places.</summary>
    public static bool TryOpen(
        ConfigurationFile file, FhirDefinitions definitions, ResourceIds ids, DateOnly? since, CommandTerminal terminal, [NotNullWhen(true)] out IReadOnlyList<ImportSource>? sources)
    {
        sources = null;
        if (!TryFindZone(file, terminal, out var zone)) return false;
        var opened = new List<ImportSource>();
        foreach (var path in file.Sources)
        {
            var source = Open(file, path, definitions, ids, zone, since, out var issues);
            foreach (var issue in issues) Tell(terminal, file, path, issue);
            if (source is null) return false;
            if (opened.Exists(other => other.Id == source.Id))
            {
                terminal.Problem($"{path}: another source has the id '{source.Id}' too", "Give each an id of its own: source: in a mapping, sourceId in commonExtractorArgs of MEF's. It must not change later.");
                return false;
            }

            opened.Add(source);
        }

        if (opened.Count == 0) terminal.Problem($"{file.FilePath} names no source", "List one under sources:, such as \"- mapping: mapping.yaml\", \"- mef: source/config.json\" or \"- ndjson: folder\".");
        sources = opened;
        return opened.Count > 0;
    }

    /// <summary>The sources of a configuration as a server runs them: each is opened anew for every run.</summary>
    public static bool TryConfigure(ConfigurationFile file, FhirDefinitions definitions, ResourceIds ids, CommandTerminal terminal, [NotNullWhen(true)] out IReadOnlyList<ConfiguredSource>? sources)
    {
        sources = null;
        if (!TryFindZone(file, terminal, out var zone)) return false;
        sources = [.. file.Sources.Select(path => Configure(file, path, definitions, ids, zone, terminal))];
        return true;
    }

    // A file that is not there yet is no reason not to serve: the run that needs it says so.
    private static ConfiguredSource Configure(ConfigurationFile file, string path, FhirDefinitions definitions, ResourceIds ids, TimeZoneInfo? zone, CommandTerminal terminal)
    {
        var first = Open(file, path, definitions, ids, zone, null, out var issues);
        if (first is null) foreach (var issue in issues) Tell(terminal, file, path, issue);
        if (file.SettingsOf(path).Schedule.Watch is { } watched && !Directory.Exists(watched))
            terminal.Say($"{file.FilePath}: there is no folder {watched}, which 'watch' names; a run starts when it is there and has files that the source reads");
        return new ConfiguredSource(path, () => (Open(file, path, definitions, ids, zone, null, out var found), found))
        {
            Id = first?.Id, Schedule = file.SettingsOf(path).Schedule, ReadsFile = first?.ReadsFile,
        };
    }

    private static ImportSource? Open(ConfigurationFile file, string path, FhirDefinitions definitions, ResourceIds ids, TimeZoneInfo? zone, DateOnly? since, out IReadOnlyList<Issue> issues)
    {
        if (Find(file, path, definitions, ids, zone, out issues) is not { } source) return null;
        var settings = file.SettingsOf(path);
        if (settings.MarkColumn is { } column && source.HasColumn?.Invoke(column) != true)
        {
            issues = [.. issues, new Issue(IssueSeverity.Error, IssueType.NotFound, file.FilePath, source.HasColumn is null ? $"'incremental' names the column {column}, and this source has no columns" : $"'incremental' names the column {column}, and no table of the source has it")
            {
                Line = settings.MarkPlace.Line, Column = settings.MarkPlace.Column,
                Fix = source.HasColumn is null ? "Leave the line out; a FHIR server or an export has an incremental of its own, below the source." : "Name the column with the day on which a row was recorded, and in a mapping also as recorded: of its table.",
            }];
            return null;
        }

        source = source with { Vanished = settings.Vanished, MarkColumn = settings.MarkColumn, IsIncremental = source.IsIncremental || settings.MarkColumn is not null };
        if (since is not { } day) return source;
        if (source.CanReadSince || source.MarkColumn is not null) return source.From(day);
        issues = [.. issues, new Issue(IssueSeverity.Error, IssueType.NotSupported, path, "--since leaves out what was recorded before a day, and this source does not say when its records were recorded")
        {
            Fix = source.HasColumn is null ? "Import without --since: what is unchanged writes nothing." : "Name the column as recorded: of its table in the mapping, or import without --since: what is unchanged writes nothing.",
        }];
        return null;
    }

    private static ImportSource? Find(ConfigurationFile file, string path, FhirDefinitions definitions, ResourceIds ids, TimeZoneInfo? zone, out IReadOnlyList<Issue> issues)
    {
        if (file.FhirSource(path) is var (kind, lines))
            return FhirSourceSettings.Open(kind, lines, file.FilePath, definitions, ids, out issues) is { } fhir ? ImportSource.Of(fhir) : null;
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return MefSource.TryOpen(path, definitions, ids, out var mef, out issues, new MefOptions { TimeZone = zone }) ? ImportSource.Of(mef) : null;
        return MappedSource.TryOpen(path, definitions, ids, zone, out var mapped, out issues) ? ImportSource.Of(mapped) : null;
    }

    private static bool TryFindZone(ConfigurationFile file, CommandTerminal terminal, out TimeZoneInfo? zone)
    {
        zone = null;
        if (file.Value("timeZone") is not { } name || TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)) return true;
        terminal.Problem($"{file.FilePath}: '{name}' is not a time zone", "Use an IANA name such as Europe/Berlin.");
        return false;
    }

    private static void Tell(CommandTerminal terminal, ConfigurationFile file, string source, Issue issue)
    {
        var path = file.FhirSource(source) is not null ? (issue.Line > 0 ? issue.Expression : file.FilePath) : issue.Expression == file.FilePath ? file.FilePath : source;
        var place = issue.Line > 0 ? $"{path}:{issue.Line}:{issue.Column}" : path;
        if (issue.Severity >= IssueSeverity.Error) terminal.Problem($"{place}: {issue.Message}", issue.Fix);
        else terminal.Say($"{place}: {issue.Message}{(issue.Fix is null ? "" : $" ({issue.Fix})")}");
    }
}
