using System.CommandLine;
using Spectre.Console;
using Tessera.Centre.Codes;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Codes;

/// <summary><c>codes unmapped</c>: the list, the codes of most patients first.</summary>
internal sealed class UnmappedList(CommandTerminal terminal, CodesRun run)
{
    private readonly Option<string?> source = new("--source") { HelpName = "ID", Description = "Only those of this source" };
    private readonly Option<string?> element = new("--element") { HelpName = "PATH", Description = "Only those of this element, such as Condition.code" };
    private readonly Option<bool> decided = new("--decided") { Description = "Those about which a decision holds, instead" };
    private readonly Option<bool> json = CommonOptions.Json();

    public Command Build()
    {
        var command = new Command("unmapped", "List the codes and texts that wait for a decision, those of most patients first") { source, element, decided, Setting.Store.Option, json };
        command.SetAction(async (parse, cancel) => (int)await run(parse, (node, _) => Task.FromResult(List(parse, node.Codes)), cancel));
        return command;
    }

    private ExitCode List(ParseResult parse, CentreCodes codes)
    {
        var found = codes.Unmapped.List(new UnmappedFilter { Source = parse.GetValue(source), Path = parse.GetValue(element), Decided = parse.GetValue(decided) });
        if (parse.GetValue(json))
        {
            terminal.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("unmapped");
                foreach (var code in found) CodeJson.Write(writer, code, null);
                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return ExitCode.Ok;
        }

        terminal.Out.MarkupLineInterpolated($"[bold]{found.Count:N0} {(found.Count == 1 ? "code or text" : "codes or texts")}[/]");
        foreach (var code in found)
        {
            terminal.Out.MarkupLineInterpolated($"  {code.Reference}  {code.Patients,6:N0} {(code.Patients == 1 ? "patient " : "patients")}  {code.Key.Path}  {code.Key.System}{(code.Key.System.Length > 0 ? "|" : "")}[bold]{code.Key.Value}[/] {code.Label}  ({string.Join(", ", code.Sources.Select(Source))})");
            if (code.Decision is { } decision) terminal.Out.MarkupLineInterpolated($"      {(decision.Target is { } target ? $"→ {target.System}|{target.Code} {target.Display}" : "has no code")} ({decision.Who})");
        }

        return ExitCode.Ok;
    }

    private static string Source(string name) => name.Length == 0 ? "FHIR API" : name;
}
