using System.CommandLine;
using Tessera.Centre;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Codes.Suggestions;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Fhir.Terminology;

namespace Tessera.Cli.Codes;

/// <summary><c>codes accept|reject|undo</c>: decisions, and what they do to the records at once.</summary>
internal sealed class CodeDecisions(CommandTerminal terminal, CodesRun run)
{
    private readonly Argument<string> code = new("CODE") { Description = "The sixteen letters and digits before a code in the list" };
    private readonly Option<string?> to = new("--to") { HelpName = "SYSTEM|CODE", Description = "What it means; without this the first suggestion, unless another is as good" };
    private readonly Option<CodeRelationship> relationship = new("--relationship") { Description = "How the meanings relate, as FHIR names it", DefaultValueFactory = _ => CodeRelationship.Equivalent };
    private readonly Option<string> by = new("--by") { HelpName = "NAME", Description = "Who decides", DefaultValueFactory = _ => Environment.UserName };
    private readonly Option<string> why = new("--why") { HelpName = "TEXT", Description = "Why", DefaultValueFactory = _ => "" };
    private readonly Option<bool> json = CommonOptions.Json();

    public IEnumerable<Command> Build()
    {
        to.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Target(token.Value) is null) result.AddError($"'{token.Value}' is not a system and a code, such as http://snomed.info/sct|24484000");
        });
        yield return Command("accept", "A code or text means this code, in what was read and in what is read from now on", CodeAction.Accept, to, relationship);
        yield return Command("reject", "A code or text has no code that could stand for it; it leaves the list", CodeAction.Reject);
        yield return Command("undo", "Take back the decision about a code or text; it is on the list again", CodeAction.Undo);
    }

    private Command Command(string name, string what, CodeAction action, params Option[] options)
    {
        var command = new Command(name, what) { code, by, why, Setting.Store.Option, json };
        foreach (var option in options) command.Options.Add(option);
        if (action == CodeAction.Reject)
            command.Validators.Add(result =>
            {
                if (string.IsNullOrWhiteSpace(result.GetValue(why))) result.AddError("--why TEXT is missing: who meets the code again has to know why nothing stands for it");
            });
        command.SetAction(async (parse, cancel) => (int)await run(parse, (node, stop) => Decide(parse, node, action, stop), cancel));
        return command;
    }

    private async Task<ExitCode> Decide(ParseResult parse, CentreNode node, CodeAction action, CancellationToken cancel)
    {
        if (node.Codes.Unmapped.Find(parse.GetValue(code)!) is not { } unmapped)
            return terminal.Refuse(ExitCode.Unreadable, $"There is no code {parse.GetValue(code)} in the list.", "./tessera codes unmapped names those that are.");
        CodeTarget? target = null;
        if (action == CodeAction.Accept)
        {
            target = parse.GetValue(to) is { } named ? Target(named) : Best(node.Codes.Suggestions.For(unmapped, 2));
            if (target is null) return terminal.Refuse(ExitCode.Usage, "There is no single best suggestion.", "Name what it means: --to SYSTEM|CODE.");
            target = node.Codes.Suggestions.Named(target);
            if (node.Codes.Suggestions.Fits(unmapped, target) == Membership.NotMember)
                return terminal.Refuse(ExitCode.Findings, $"{target.System}|{target.Code} is not in the value set of the element, {unmapped.ValueSet}.", "./tessera codes suggest names codes that are.");
        }

        var decision = new CodeDecision(unmapped.Key, action, target, parse.GetValue(by)!, parse.GetValue(why)!) { Relationship = target is null ? default : parse.GetValue(relationship) };
        var change = await node.Codes.Maps.Decide(decision, cancel);
        var written = await node.Codes.Application.CatchUp(cancel);
        await node.Projector.CatchUp(cancel);
        Tell(parse, change, written);
        return ExitCode.Ok;
    }

    private void Tell(ParseResult parse, CodeMapChange change, long written)
    {
        if (!parse.GetValue(json))
        {
            terminal.WriteLine($"{change.Map}, version {change.Version}: {written:N0} {(written == 1 ? "record was" : "records were")} brought into accord.");
            return;
        }

        terminal.WriteJson(writer =>
        {
            writer.WriteStartObject();
            CodeJson.Write(writer, change);
            writer.WriteNumber("written", written);
            writer.WriteEndObject();
        });
    }

    // Two that are as good decide nothing.
    private static CodeTarget? Best(IReadOnlyList<CodeSuggestion> suggestions) => suggestions switch
    {
        [var only] => only.Target,
        [var first, var second, ..] when first.Score > second.Score => first.Target,
        _ => null,
    };

    private static CodeTarget? Target(string text) =>
        text.LastIndexOf('|') is > 0 and var bar && bar < text.Length - 1 ? new CodeTarget(text[..bar], text[(bar + 1)..], null) : null;
}
