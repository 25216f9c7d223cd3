using System.CommandLine;
using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Import;

/// <summary><c>quarantine correct</c>: what a row should say, kept in the store and applied by every later run.</summary>
internal sealed class CorrectCommand(CommandTerminal terminal)
{
    private readonly Argument<string> record = RecordPlace.Argument();
    private readonly Option<string[]> set = new("--set")
    {
        HelpName = "COLUMN=VALUE", Required = true, AllowMultipleArgumentsPerToken = true, Description = "What a cell should say; an empty value empties it. It adds to what was said before; saying what the file says takes that back",
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
        var command = new Command("correct", "Say what the cells of a row should say that is in quarantine or was corrected; the file stays as it is") { record, set, source, by, Setting.Store.Option };
        command.SetAction(async (parse, cancel) => (int)await NodeOpening.OfStore(terminal, parse, node => Correct(parse, node, cancel), cancel));
        return command;
    }

    private async Task<ExitCode> Correct(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        if (RecordPlace.Find(terminal, node, parse.GetValue(record)!, parse.GetValue(source), out var refused) is not { } found) return refused;
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in parse.GetValue(set)!) cells[text[..text.IndexOf('=', StringComparison.Ordinal)]] = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
        if (found.Refusal(cells.Keys) is { } refusal)
            return terminal.Refuse(ExitCode.Usage, $"{parse.GetValue(record)}: {refusal}.", found.Cells.Count == 0 ? null : $"The row has {string.Join(", ", found.Columns)}.");
        Tell(terminal, parse, found, await node.Corrections.Correct(found, cells, parse.GetValue(by)!, cancel));
        return ExitCode.Ok;
    }

    /// <summary>Tells what holds of a record now, and how it is applied.</summary>
    public static void Tell(CommandTerminal terminal, ParseResult parse, CorrectableRecord record, Correction? kept)
    {
        terminal.Say(kept is null ? "The row counts again as the file has it." : $"Kept as correction {kept.Id}. The row is to say:");
        if (kept is not null) CorrectionText.Write(terminal.Out, kept);
        terminal.Say($"The next import of {record.Source} applies it: ./tessera quarantine replay --config {parse.GetValue(CommandSettings.ConfigOption) ?? "FILE"}");
    }
}
