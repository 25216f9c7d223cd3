using System.CommandLine;
using Tessera.Cli.Input;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Checking;

/// <summary><c>validate</c>: valid, invalid or not checked, for each resource of the input.</summary>
internal sealed class ValidateCommand(CommandTerminal terminal)
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Files (.json, .ndjson), folders (with all that is in them), or - for stdin", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> profiles = new("--profile") { HelpName = "URL", Description = "Check against this profile too (may be repeated)", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> packages = new("--package") { HelpName = "FILE", Description = "Also use this FHIR package, a .tgz or a folder (may be repeated)", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> sarif = new("--sarif") { HelpName = "FILE", Description = "Also write the findings as SARIF 2.1.0" };
    private readonly Option<string> failOn = new("--fail-on")
    {
        HelpName = "error|warning|unchecked", Description = "What makes the command fail", DefaultValueFactory = _ => "error",
    };

    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> ndjson = CommonOptions.Ndjson();

    public static Command Build(CommandTerminal terminal) => new ValidateCommand(terminal).Build();

    private Command Build()
    {
        failOn.AcceptOnlyFromAmong("error", "warning", "unchecked");
        var command = new Command("validate", "Check FHIR resources: valid, invalid or not checked") { paths, profiles, packages, json, ndjson, sarif, failOn, Setting.Jobs.Option };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(ndjson)) result.AddError("--json and --ndjson exclude each other");
        });
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        using var extra = new ExtraPackages();
        if (!extra.TryAdd(definitions, parse.GetValue(packages) ?? [], out definitions, out var path, out var issue))
            return terminal.Refuse(ExitCode.Unreadable, $"{path}: {issue.Message}", issue.Fix);
        if (parse.GetValue(sarif) is { } file && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            return terminal.Refuse(ExitCode.Unreadable, $"{file} cannot be written: there is no such folder");

        var unreadable = 0;
        var reader = new InputReader(parse.GetValue(paths)!, (input, reason) =>
        {
            unreadable++;
            terminal.Problem($"{input}: {reason}");
        });
        var checks = new ResourceChecks(definitions, parse.GetValue(profiles) ?? [], settings[Setting.Jobs].Number);
        var reports = Reports(parse);
        try
        {
            var summary = await Report(checks.Run(reader.Batches(), cancel), reports);
            return unreadable > 0 ? ExitCode.Unreadable : Judge(summary, parse.GetValue(failOn)!);
        }
        finally
        {
            foreach (var report in reports) report.Dispose();
        }
    }

    private async Task<ValidationSummary> Report(IAsyncEnumerable<IReadOnlyList<CheckedResource>> batches, List<IValidationReport> reports)
    {
        var summary = new ValidationSummary();
        var started = TimeProvider.System.GetTimestamp();
        using var progress = new ProgressLine(terminal, "resources checked");
        await foreach (var batch in batches)
        {
            foreach (var resource in batch)
            {
                summary.Add(resource);
                foreach (var report in reports) report.Add(resource);
            }

            foreach (var report in reports) report.Flush();
            progress.Show(summary.Resources);
        }

        summary.Elapsed = TimeProvider.System.GetElapsedTime(started);
        progress.Dispose();
        foreach (var report in reports) report.Finish(summary);
        return summary;
    }

    private List<IValidationReport> Reports(ParseResult parse)
    {
        var reports = new List<IValidationReport>
        {
            parse.GetValue(ndjson) ? new NdjsonReport(terminal.Data) : parse.GetValue(json) ? new JsonReport(terminal.Data) : new TextReport(terminal.Out),
        };
        if (parse.GetValue(sarif) is { } file) reports.Add(new SarifReport(file));
        return reports;
    }

    private static ExitCode Judge(ValidationSummary summary, string failOn) =>
        summary.Invalid > 0 || (failOn == "warning" && summary.Warnings > 0) ? ExitCode.Findings
        : failOn == "unchecked" && summary.Unchecked > 0 ? ExitCode.Unchecked
        : ExitCode.Ok;
}
