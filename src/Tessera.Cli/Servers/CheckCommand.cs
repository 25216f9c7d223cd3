using System.CommandLine;
using Tessera.Centre.Checks;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Fhir.Validation;

namespace Tessera.Cli.Servers;

/// <summary><c>check</c>: what any FHIR server does, case by case.</summary>
internal sealed class CheckCommand(CommandTerminal terminal)
{
    private const int NotAuthorisedStatus = 401;
    private readonly Argument<string> url = new("URL") { Description = "Base address of the server's FHIR API, such as http://127.0.0.1:8080/fhir" };
    private readonly Option<string> suite = new("--suite")
    {
        HelpName = string.Join('|', CheckSuites.Names), Description = $"What to check it with (default {CheckSuites.Names[0]})", DefaultValueFactory = _ => CheckSuites.Names[0],
    };

    private readonly Option<bool> write = new("--write") { Description = "Allow test records to be written to the server and deleted again" };
    private readonly Option<string> failOn = new("--fail-on") { HelpName = "failed|unchecked", Description = "What makes the command fail", DefaultValueFactory = _ => "failed" };
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new CheckCommand(terminal).Build();

    private Command Build()
    {
        suite.AcceptOnlyFromAmong([.. CheckSuites.Names]);
        failOn.AcceptOnlyFromAmong("failed", "unchecked");
        var command = new Command("check", "Check any FHIR server: mCODE sender, mCODE receiver or FHIR R4, request by request") { url, suite, write, json, failOn };
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!Uri.TryCreate(parse.GetValue(url), UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
            return terminal.Refuse(ExitCode.Usage, "The URL must be the whole address of a FHIR API.", "For example: ./tessera check http://127.0.0.1:8080/fhir");
        if (server.UserInfo.Length > 0 || server.Query.Length > 0)
            return terminal.Refuse(ExitCode.Usage, "The URL must hold no password and no parameters.", $"Put a bearer token into the environment variable {CheckOptions.TokenVariable}.");
        var chosen = CheckSuites.Load(parse.GetValue(suite)!);
        if (chosen.Writes && !parse.GetValue(write))
        {
            return terminal.Refuse(
                ExitCode.Usage, $"The suite {chosen.Name} writes test records to the server and deletes them again; they stay in its history.", "Say --write to allow that. Do so only where test records do no harm.");
        }

        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        using var runner = new CheckRunner(server, new FhirValidator(definitions), new CheckOptions { Token = Environment.GetEnvironmentVariable(CheckOptions.TokenVariable) });
        var report = await Run(runner, chosen, cancel);
        if (parse.GetValue(json)) terminal.WriteJson(writer => CheckReportJson.Write(writer, report));
        else if (report.Unreachable is null) new CheckText(terminal.Out).Write(report);
        return Judge(report, parse.GetValue(failOn)!);
    }

    private async Task<CheckReport> Run(CheckRunner runner, CheckSuite chosen, CancellationToken cancel)
    {
        using var progress = new ProgressLine(terminal, $"of {chosen.Cases.Count} cases");
        var done = 0;
        return await runner.Run(chosen, _ => progress.Show(++done), cancel);
    }

    private ExitCode Judge(CheckReport report, string threshold)
    {
        if (report.Unreachable is { } reason)
            return terminal.Refuse(ExitCode.RemoteFailed, $"{report.Server} cannot be checked: {reason}.", "Is the server running, and is this the base address of its FHIR API? Tessera's ends in /fhir.");
        var failed = report.Results.Where(result => result.Outcome == CheckOutcome.Failed).ToList();
        if (failed.Count > 0 && failed.TrueForAll(result => result.Exchanges is [.., { Status: NotAuthorisedStatus }]))
            return terminal.Refuse(ExitCode.NotAuthorised, "The server wants to know who asks.", $"Put a bearer token into the environment variable {CheckOptions.TokenVariable}.");
        if (failed.Count > 0) return ExitCode.Findings;
        return threshold == "unchecked" && report.Count(CheckOutcome.Skipped) > 0 ? ExitCode.Unchecked : ExitCode.Ok;
    }
}
