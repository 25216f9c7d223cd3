using System.CommandLine;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology.Releases;

namespace Tessera.Cli.Terminology;

/// <summary><c>terminology import</c>: reads a release as its owner distributes it, checks it, and keeps it for the centre.</summary>
internal sealed class TerminologyImportCommand
{
    private const string Mcode = "hl7.fhir.us.mcode";
    private readonly CommandTerminal terminal;
    private readonly Argument<string> release = new("FILE") { Description = "FHIR (.json, .ndjson), a release of SNOMED CT, LOINC or RxNorm as .zip or folder, or a CSV with the columns code, display, parent" };
    private readonly Option<string?> system = new("--system") { HelpName = "URL", Description = "Canonical URL of the code system, for a CSV" };
    private readonly Option<string?> version = new("--version") { HelpName = "V", Description = "Its version, where the file does not tell it" };
    private readonly Option<bool> part = new("--part") { Description = "The file holds only a part of the code system: a code that is absent is not wrong" };

    private TerminologyImportCommand(CommandTerminal terminal) => this.terminal = terminal;

    public static Command Build(CommandTerminal terminal)
    {
        var import = new TerminologyImportCommand(terminal);
        var command = new Command("import", "Bring a code system or value sets: they are checked, and kept in the folder terminology beside --config FILE") { import.release, import.system, import.version, import.part };
        command.SetAction(parse => (int)import.Run(parse));
        return command;
    }

    private ExitCode Run(ParseResult parse)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (settings.File is not { } file) return terminal.Refuse(ExitCode.Usage, "--config FILE is missing: terminology belongs to a centre.", "./tessera init DIR makes one.");
        var path = parse.GetValue(release)!;
        var options = new ReleaseOptions { System = parse.GetValue(system), Version = parse.GetValue(version), IsPart = parse.GetValue(part) };
        if (!TerminologyRelease.TryRead(path, options, out var read, out var issues)) return Refuse(issues);
        terminal.Say($"Read {read.Format}: {string.Join(" ", read.Notes.Where(note => note.Length > 0))}");

        // What was imported before may be what is damaged: it must not stand in the way of importing it again.
        if (!BuiltInDefinitions.TryOpen(out var below, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        var folder = new TerminologyFolder(file.TerminologyFolder);
        try
        {
            var origin = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
            var replaced = folder.Replace(() => read.Parts.Select(one => Compile(one, below, origin, folder)).ToList());
            foreach (var one in read.Parts) terminal.Say(Sentence(one, replaced.FirstOrDefault(other => other.Url == one.Url)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return terminal.Refuse(ExitCode.Unreadable, $"{path} cannot be kept: {failure.Message}", "Nothing was changed. Look whether the folder beside the configuration may be written to, and whether another import is going on.");
        }

        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        var sets = definitions.Urls(DefinitionKind.ValueSet, Mcode).ToList();
        terminal.Say($"Of mCODE's {sets.Count} value sets {Decidable(definitions, sets)} can now be decided; without what the centre brings {Decidable(below, sets)}. Programs that run already know it after a restart; what was imported is checked against it when it is imported again.");
        return ExitCode.Ok;
    }

    private static ImportedTerminology Compile(TerminologyPart one, FhirDefinitions below, string origin, TerminologyFolder folder)
    {
        var layer = new FileInfo(one.Compile(below, origin, folder.FullPath));
        return new(one.Url, one.Version, one.Kind.ToString(), one.Codes, one.ValueSets, origin, TimeProvider.System.GetUtcNow(), layer.Name, layer.Length);
    }

    private static string Sentence(TerminologyPart one, ImportedTerminology? replaced)
    {
        var text = $"Imported {one.Url} {one.Version}".TrimEnd() + $": {one.Codes:N0} codes{(one.IsComplete ? "" : ", a part of the system")}.";
        return replaced is null ? text : $"{text} It replaces {(replaced.Version.Length > 0 ? $"version {replaced.Version}" : "what")} of {replaced.Codes:N0} codes that was imported on {replaced.Imported:yyyy-MM-dd}.";
    }

    private static int Decidable(FhirDefinitions definitions, List<string> sets) => sets.Count(url => definitions.FindValueSet(url) is { IsDecidable: true });

    private ExitCode Refuse(IReadOnlyList<Issue> issues)
    {
        foreach (var issue in issues) terminal.Problem(issue.Message, issue.Fix);
        terminal.Say("Nothing was imported.");
        return issues.Any(issue => issue.Severity == IssueSeverity.Fatal) ? ExitCode.Unreadable : ExitCode.Findings;
    }
}
