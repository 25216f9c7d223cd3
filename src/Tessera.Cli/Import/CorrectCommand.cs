using System.CommandLine;
using Tessera.Centre;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Import;

/// <summary><c>quarantine correct</c>: what a row should say, kept beside the file and applied by every later run.</summary>
internal sealed class CorrectCommand(CommandTerminal terminal)
{
    private readonly Argument<string> record = RecordPlace.Argument();
    private readonly Option<string[]> set = new("--set")
    {
        HelpName = "COLUMN=VALUE", Required = true, AllowMultipleArgumentsPerToken = true, Description = "What a cell should say; an empty value empties it. Saying what the file says takes an earlier correction back",
    };

    private readonly Option<string?> source = new("--source") { HelpName = "ID", Description = "The source, where several have a file of this name" };
    private readonly Option<string> by = new("--by") { HelpName = "NAME", Description = "Who says so", DefaultValueFactory = _ => Environment.UserName };

    public static Command Build(CommandTerminal terminal) => new CorrectCommand(terminal).Build();

    private Command Build()
    {
        set.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong) result.AddError($"'{wrong.Value}' is not COLUMN=VALUE");
        });
        var command = new Command("correct", "Say what the cells of a quarantined row should say; the file stays as it is") { record, set, source, by, Setting.Store.Option };
        command.SetAction(async (parse, cancel) => (int)await NodeOpening.OfStore(terminal, parse, node => Correct(parse, node, cancel), cancel));
        return command;
    }

    private async Task<ExitCode> Correct(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        RecordPlace.TryRead(parse.GetValue(record)!, out var file, out var row);
        var wanted = parse.GetValue(source);
        var found = QuarantineCommand.All(node).Where(one => one.File == file && one.Row == row && (wanted is null || one.Source == wanted)).ToList();
        if (found.Count == 0) return terminal.Refuse(ExitCode.Unreadable, $"{file}:{row} is not in quarantine.", "./tessera quarantine list names the records that are.");
        if (found.Count > 1) return terminal.Refuse(ExitCode.Usage, $"Several sources have {file}:{row}: {string.Join(", ", found.Select(one => one.Source))}.", "Name one with --source.");
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in parse.GetValue(set)!) cells[text[..text.IndexOf('=', StringComparison.Ordinal)]] = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
        try
        {
            var kept = await node.Corrections.Correct(found[0], cells, parse.GetValue(by)!, cancel);
            terminal.Say(kept is null ? "The row counts again as the file has it." : $"Kept as correction {kept.Id}. The next import of {kept.Source} applies it: ./tessera quarantine replay --config {parse.GetValue(CommandSettings.ConfigOption) ?? "FILE"}");
            return ExitCode.Ok;
        }
        catch (ArgumentException refused)
        {
            return terminal.Refuse(ExitCode.Usage, refused.Message, found[0].Cells.Count == 0 ? null : $"The row has {string.Join(", ", found[0].Cells.Select(cell => cell.Key))}.");
        }
    }
}
