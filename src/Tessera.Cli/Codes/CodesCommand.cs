using System.CommandLine;
using Tessera.Centre;
using Tessera.Cli.Terminal;

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
        return await NodeOpening.OfStore(terminal, parse, async node =>
        {
            await node.Projector.CatchUp(cancel);
            return await work(node, cancel);
        }, cancel);
    }
}
