using System.CommandLine;
using Spectre.Console;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Suggestions;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Codes;

/// <summary><c>codes suggest</c>: what codes of the list could mean.</summary>
internal sealed class SuggestedCodes(CommandTerminal terminal, CodesRun run)
{
    private const int Most = 5;

    private readonly Argument<string?> code = new("CODE") { Description = "The sixteen letters and digits before a code in the list; all codes without one", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> json = CommonOptions.Json();

    public Command Build()
    {
        var command = new Command("suggest", "Say which codes of the element's value set a local code or text could mean, and why") { code, Setting.Store.Option, json };
        command.SetAction(async (parse, cancel) => (int)await run(parse, (node, _) => Task.FromResult(Suggest(parse, node.Codes)), cancel));
        return command;
    }

    private ExitCode Suggest(ParseResult parse, CentreCodes codes)
    {
        var wanted = parse.GetValue(code);
        var found = wanted is null ? codes.Unmapped.List(new UnmappedFilter()) : codes.Unmapped.Find(wanted) is { } one ? [one] : [];
        if (wanted is not null && found.Count == 0) return terminal.Refuse(ExitCode.Unreadable, $"There is no code {wanted} in the list.", "./tessera codes unmapped names those that are.");
        var suggested = found.Select(unmapped => (Code: unmapped, Suggestions: codes.Suggestions.For(unmapped, Most))).ToList();
        if (parse.GetValue(json))
        {
            terminal.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("unmapped");
                foreach (var (unmapped, suggestions) in suggested) CodeJson.Write(writer, unmapped, suggestions);
                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
        else foreach (var (unmapped, suggestions) in suggested) Write(unmapped, suggestions);
        return ExitCode.Ok;
    }

    private void Write(UnmappedCode unmapped, IReadOnlyList<CodeSuggestion> suggestions)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{unmapped.Label ?? unmapped.Key.Value}[/]  {unmapped.Reference}  {unmapped.Key.Path}, {unmapped.Patients:N0} {(unmapped.Patients == 1 ? "patient" : "patients")}");
        foreach (var suggestion in suggestions)
            terminal.Out.MarkupLineInterpolated($"  {suggestion.Score:0.00}  {suggestion.Target.System}|{suggestion.Target.Code}  {suggestion.Target.Display}  ({CodeJson.Name(suggestion.Reason)})");
        if (suggestions.Count == 0) terminal.Out.MarkupLine("  no suggestion");
    }
}
