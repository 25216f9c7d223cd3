using System.CommandLine;
using System.Globalization;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Terminology;

/// <summary><c>terminology import|list|remove</c>: code systems and value sets that the centre brings.</summary>
internal sealed class TerminologyCommand
{
    private readonly CommandTerminal terminal;
    private readonly Argument<string> system = new("URL") { Description = "Canonical URL of the code system or value set, as list prints it" };
    private readonly Option<bool> json = new("--json") { Description = "One JSON document" };

    private TerminologyCommand(CommandTerminal terminal) => this.terminal = terminal;

    public static Command Build(CommandTerminal terminal)
    {
        var terminology = new TerminologyCommand(terminal);
        var list = new Command("list", "What the centre brought: system, version, codes, file, when") { terminology.json };
        list.SetAction(parse => (int)terminology.With(parse, folder => terminology.List(folder, parse.GetValue(terminology.json))));
        var remove = new Command("remove", "Take a code system or value set out again") { terminology.system };
        remove.SetAction(parse => (int)terminology.With(parse, folder => terminology.Remove(folder, parse.GetValue(terminology.system)!)));
        return new Command("terminology", "Code systems and value sets that the centre brings, such as SNOMED CT and LOINC") { TerminologyImportCommand.Build(terminal), list, remove };
    }

    private ExitCode With(ParseResult parse, Func<TerminologyFolder, ExitCode> work)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (settings.File is not { } file) return terminal.Refuse(ExitCode.Usage, "--config FILE is missing: terminology belongs to a centre.", "./tessera init DIR makes one.");
        try
        {
            return work(new TerminologyFolder(file.TerminologyFolder));
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message);
        }
    }

    private ExitCode List(TerminologyFolder folder, bool asJson)
    {
        var imported = folder.Read();
        if (asJson)
        {
            terminal.WriteJson(writer =>
            {
                writer.WriteStartArray();
                foreach (var one in imported)
                {
                    writer.WriteStartObject();
                    writer.WriteString("url", one.Url);
                    writer.WriteString("version", one.Version);
                    writer.WriteString("kind", one.Kind);
                    writer.WriteNumber("codes", one.Codes);
                    writer.WriteNumber("valueSets", one.ValueSets);
                    writer.WriteString("file", one.File);
                    writer.WriteString("imported", one.Imported);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return ExitCode.Ok;
        }

        foreach (var one in imported)
        {
            var version = one.Version.Length > 0 ? one.Version : "no version";
            var sets = one is { Kind: "CodeSystem", ValueSets: > 0 } ? $", {one.ValueSets:N0} value sets" : "";
            terminal.WriteLine($"{one.Url}  {version}  {one.Codes.ToString("N0", CultureInfo.InvariantCulture)} codes{sets}  {one.File}  {one.Imported:yyyy-MM-dd HH:mm}Z");
        }

        if (imported.Count == 0) terminal.Say("Nothing was imported. ./tessera terminology import FILE brings code systems and value sets.");
        return ExitCode.Ok;
    }

    private ExitCode Remove(TerminologyFolder folder, string url)
    {
        if (folder.Remove(url) is not [var removed]) return terminal.Refuse(ExitCode.Unreadable, $"{url} was not imported; nothing was changed.", "./tessera terminology list shows what was.");
        terminal.Say($"Took out {removed.Url} {removed.Version}. Programs that run already know it after a restart.");
        return ExitCode.Ok;
    }
}
