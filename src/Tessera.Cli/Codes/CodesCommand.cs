using System.CommandLine;
using Tessera.Centre;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;

namespace Tessera.Cli.Codes;

/// <summary><c>codes</c>: the work list of unmapped codes, and the maps that decisions make.</summary>
internal sealed class CodesCommand(CommandTerminal terminal)
{
    public static Command Build(CommandTerminal terminal)
    {
        var codes = new CodesCommand(terminal);
        var command = new Command("codes", "Local codes and texts that no public code stands for yet, and what they mean")
        {
            new UnmappedList(terminal, codes.Run).Build(),
            new SuggestedCodes(terminal, codes.Run).Build(),
        };
        foreach (var part in new CodeDecisions(terminal, codes.Run).Build().Concat(new CodeMapFiles(terminal, codes.Run).Build())) command.Subcommands.Add(part);
        return command;
    }

    // What is derived is brought up to date first, so that the list is that of the store as it is.
    private async Task<ExitCode> Run(ParseResult parse, Func<CentreNode, CancellationToken, Task<ExitCode>> work, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!File.Exists(address.Path)) return terminal.Refuse(ExitCode.Unreadable, $"There is no store at {settings[Setting.Store].Text}.", "Name it with --store.");
        if (!BuiltInDefinitions.TryOpen(out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        return await NodeOpening.With(terminal, address, definitions, NodeOpening.Centre(settings), async node =>
        {
            await node.Projector.CatchUp(cancel);
            return await work(node, cancel);
        }, cancel);
    }
}
