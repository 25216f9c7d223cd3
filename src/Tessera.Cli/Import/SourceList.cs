using System.Diagnostics.CodeAnalysis;
using Tessera.Centre.Import;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources;
using Tessera.Sources.Mef;

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
            var isOpen = MefSource.TryOpen(path, definitions, ids, out var source, out var issues, new MefOptions { TimeZone = zone, Since = since });
            foreach (var issue in issues) Tell(terminal, path, issue);
            if (!isOpen) return false;
            if (opened.Exists(other => other.Id == source!.SourceId))
            {
                terminal.Problem($"{path}: another source has the id '{source!.SourceId}' too", "Give each a sourceId of its own, in commonExtractorArgs. It must not change later.");
                return false;
            }

            opened.Add(ImportSource.Of(source!));
        }

        if (opened.Count == 0) terminal.Problem($"{file.FilePath} names no source", "List one under sources:, such as \"- mef: source/config.json\".");
        sources = opened;
        return opened.Count > 0;
    }

    private static bool TryFindZone(ConfigurationFile file, CommandTerminal terminal, out TimeZoneInfo? zone)
    {
        zone = null;
        if (file.Value("timeZone") is not { } name || TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)) return true;
        terminal.Problem($"{file.FilePath}: '{name}' is not a time zone", "Use an IANA name such as Europe/Berlin.");
        return false;
    }

    private static void Tell(CommandTerminal terminal, string path, Issue issue)
    {
        var place = issue.Line > 0 ? $"{path}:{issue.Line}:{issue.Column}" : path;
        if (issue.Severity >= IssueSeverity.Error) terminal.Problem($"{place}: {issue.Message}", issue.Fix);
        else terminal.Say($"{place}: {issue.Message}{(issue.Fix is null ? "" : $" ({issue.Fix})")}");
    }
}
