using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Spectre.Console;
using Tessera.Cli.Terminal;

namespace Tessera.Cli;

/// <summary>Runs a parsed command line and turns whatever happens into an exit code.</summary>
internal static class CommandRun
{
    public static async Task<ExitCode> Run(ParseResult parse, CommandTerminal terminal, Interruption interruption)
    {
        if (parse.Errors.Count > 0 && !AsksForHelp(parse)) return Misunderstood(parse, terminal);
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return (ExitCode)await parse.InvokeAsync(configuration, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            terminal.Say("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception bug)
        {
            var report = CrashReport.Write(bug, Name(parse.CommandResult));
            terminal.Problem($"Something went wrong that is our fault, not yours (report {report.Id}).", report.File is null
                ? "Please tell the project which command you ran; the report could not be written."
                : $"Please send {report.File} to the project. It holds places in our code and nothing from your data.");
            return ExitCode.Bug;
        }
    }

    private static bool AsksForHelp(ParseResult parse) => parse.GetResult(parse.RootCommandResult.Command.Options.OfType<HelpOption>().First()) is not null;

    private static ExitCode Misunderstood(ParseResult parse, CommandTerminal terminal)
    {
        if (parse.Tokens.Count == 0) return ShowHelp(parse);
        var name = Name(parse.CommandResult);
        if (parse.CommandResult.Command is { Subcommands.Count: > 0 } group && parse.UnmatchedTokens.Count == 0 && parse.Tokens.All(token => token.Type == TokenType.Command))
        {
            terminal.Problem($"Which of these? {string.Join(", ", group.Subcommands.Select(command => command.Name))}", $"Help: {name} --help");
            return ExitCode.Usage;
        }

        // "A command is needed" says nothing new beside the name that is not a command.
        var errors = parse.UnmatchedTokens.Count > 0 ? parse.UnmatchedTokens.Select(token => $"'{token}' is not known here.") : parse.Errors.Select(error => error.Message);
        foreach (var error in errors.Distinct().Take(3)) terminal.Problem(error);
        terminal.Error.MarkupLineInterpolated($"Help: [bold]{name} --help[/]");
        return ExitCode.Usage;
    }

    private static ExitCode ShowHelp(ParseResult parse)
    {
        parse.RootCommandResult.Command.Parse("--help").Invoke(new InvocationConfiguration { Output = Console.Error });
        return ExitCode.Usage;
    }

    private static string Name(CommandResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? part = result; part is CommandResult command; part = part.Parent)
            names.Push(command.Command is RootCommand ? "tessera" : command.Command.Name);
        return string.Join(' ', names);
    }
}
