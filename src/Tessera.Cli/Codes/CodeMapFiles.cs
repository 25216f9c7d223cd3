using System.CommandLine;
using System.Text.Json;
using Tessera.Centre;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Codes.Suggestions;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Fhir.Json;

namespace Tessera.Cli.Codes;

/// <summary><c>codes maps|export|import|synonyms|exact</c>: maps as a whole.</summary>
internal sealed class CodeMapFiles(CommandTerminal terminal, CodesRun run)
{
    private readonly Argument<string> name = new("MAP") { Description = "Name of a map" };
    private readonly Argument<FileInfo> file = new Argument<FileInfo>("FILE").AcceptExistingOnly();
    private readonly Argument<string> state = new("on|off");
    private readonly Option<string> by = new("--by") { HelpName = "NAME", Description = "Who brings it", DefaultValueFactory = _ => Environment.UserName };
    private readonly Option<bool> json = CommonOptions.Json();

    public IEnumerable<Command> Build()
    {
        state.AcceptOnlyFromAmong("on", "off");
        yield return Command("maps", "List the code maps", (parse, node, _) => Task.FromResult(Maps(parse, node.Codes)), json);
        yield return Command("export", "Write a code map as FHIR ConceptMap", (parse, node, _) => Task.FromResult(Export(parse, node.Codes)), name);
        yield return Command("import", "Take over the decisions of a ConceptMap that export wrote", Import, file, by);
        yield return Command("synonyms", "Take over other words for codes: a CSV with columns system, code, synonym, or a CodeSystem with designations", Synonyms, file);
        yield return Command("exact", "Let suggestions for a map that are exactly the same be accepted without a person, or not", Exact, name, state);
    }

    private Command Command(string command, string what, Func<ParseResult, CentreNode, CancellationToken, Task<ExitCode>> work, params Symbol[] parts)
    {
        var made = new Command(command, what) { Setting.Store.Option };
        foreach (var part in parts)
        {
            if (part is Argument argument) made.Arguments.Add(argument);
            else made.Options.Add((Option)part);
        }

        made.SetAction(async (parse, cancel) => (int)await run(parse, (node, stop) => work(parse, node, stop), cancel));
        return made;
    }

    private ExitCode Maps(ParseResult parse, CentreCodes codes)
    {
        if (!parse.GetValue(json))
        {
            foreach (var map in codes.Maps.Maps) terminal.WriteLine($"{map.Name}  version {map.Version}  {map.Scope.Path}  {(map.Scope.System.Length > 0 ? map.Scope.System : $"texts of '{map.Scope.Source}'")}{(map.AcceptsExact ? "  accepts what is exactly the same" : "")}");
            return ExitCode.Ok;
        }

        terminal.WriteJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("maps");
            foreach (var map in codes.Maps.Maps)
            {
                writer.WriteStartObject();
                writer.WriteString("name", map.Name);
                writer.WriteNumber("version", map.Version);
                writer.WriteString("profile", map.Scope.Profile);
                writer.WriteString("element", map.Scope.Path);
                writer.WriteString("system", map.Scope.System);
                writer.WriteString("source", map.Scope.Source);
                writer.WriteBoolean("acceptsExact", map.AcceptsExact);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        return ExitCode.Ok;
    }

    private ExitCode Export(ParseResult parse, CentreCodes codes)
    {
        if (codes.Maps.Find(parse.GetValue(name)!) is not { } map) return NoMap(parse);
        terminal.WriteJson(writer => ConceptMapJson.Write(writer, map, codes.Maps.Decisions(map.Name)));
        return ExitCode.Ok;
    }

    private async Task<ExitCode> Import(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        var given = parse.GetValue(file)!;
        if (!FhirDocument.TryParse(await File.ReadAllBytesAsync(given.FullName, cancel), node.Definitions.Names, out var document, out _)
            || !ConceptMapJson.TryRead(document, parse.GetValue(by)!, given.Name, out var decisions))
            return terminal.Refuse(ExitCode.Unreadable, $"{given.Name} is not a ConceptMap of a code map.", "./tessera codes export writes one.");
        foreach (var decision in decisions) await node.Codes.Maps.Decide(decision, cancel);
        var written = await node.Codes.Application.CatchUp(cancel);
        await node.Projector.CatchUp(cancel);
        terminal.WriteLine($"{decisions.Count:N0} {(decisions.Count == 1 ? "decision" : "decisions")}; {written:N0} {(written == 1 ? "record was" : "records were")} brought into accord.");
        return ExitCode.Ok;
    }

    private async Task<ExitCode> Synonyms(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        var given = parse.GetValue(file)!;
        try
        {
            var added = await node.Codes.Synonyms.Add(SynonymFile.Read(given.FullName), cancel);
            terminal.WriteLine($"{added:N0} {(added == 1 ? "synonym is" : "synonyms are")} new.");
            return ExitCode.Ok;
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or JsonException)
        {
            return terminal.Refuse(ExitCode.Unreadable, $"{given.Name}: {failure.Message}");
        }
    }

    private async Task<ExitCode> Exact(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        var isOn = parse.GetValue(state) == "on";
        if (!await node.Codes.Maps.AcceptExact(parse.GetValue(name)!, isOn, cancel)) return NoMap(parse);
        var accepted = await node.Codes.ExactRule.Run(cancel);
        await node.Codes.Application.CatchUp(cancel);
        await node.Projector.CatchUp(cancel);
        terminal.WriteLine(isOn ? $"{accepted:N0} values were accepted since a code has exactly their text." : "From now on a person decides.");
        return ExitCode.Ok;
    }

    private ExitCode NoMap(ParseResult parse) => terminal.Refuse(ExitCode.Unreadable, $"There is no map {parse.GetValue(name)}.", "./tessera codes maps lists them.");
}
