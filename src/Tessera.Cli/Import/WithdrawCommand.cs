using System.CommandLine;
using Tessera.Centre;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Import;

/// <summary><c>quarantine withdraw</c>: takes back all that was said of a row, so that it counts as the file has it.</summary>
internal sealed class WithdrawCommand(CommandTerminal terminal)
{
    private readonly Argument<string> record = RecordPlace.Argument();
    private readonly Option<string?> source = new("--source") { HelpName = "ID", Description = "The source, where several have a file of this name" };
    private readonly Option<string> by = new("--by") { HelpName = "NAME", Description = "Who says so", DefaultValueFactory = _ => Environment.UserName };

    public static Command Build(CommandTerminal terminal) => new WithdrawCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("withdraw", "Take back all that was said of a row: the next import reads it as the file has it") { record, source, by, Setting.Store.Option };
        command.SetAction(async (parse, cancel) => (int)await NodeOpening.OfStore(terminal, parse, node => Withdraw(parse, node, cancel), cancel));
        return command;
    }

    private async Task<ExitCode> Withdraw(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        if (RecordPlace.Find(terminal, node, parse.GetValue(record)!, parse.GetValue(source), out var refused) is not { } found) return refused;
        if (!node.Corrections.OfRecord(found).Any(correction => correction.Ended is null))
            return terminal.Refuse(ExitCode.Usage, $"{parse.GetValue(record)} has no correction in force.", "./tessera quarantine list names those that are.");
        CorrectCommand.Tell(terminal, parse, found, await node.Corrections.Withdraw(found, parse.GetValue(by)!, cancel));
        return ExitCode.Ok;
    }
}
