using System.CommandLine;
using Tessera.Centre;
using Tessera.Centre.Load;
using Tessera.Cli.Input;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;

namespace Tessera.Cli.Import;

/// <summary><c>load</c>: FHIR resources from files into a store, under the ids that they have.</summary>
internal sealed class LoadCommand(CommandTerminal terminal)
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Files (.json, .ndjson), folders (with all that is in them), or - for stdin", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new LoadCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("load", "Load FHIR resources into a store; each needs an id, so that loading twice changes nothing") { paths, Setting.Store.Option, json };
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        var files = new List<string>();
        var unreadable = 0;
        using var stdin = parse.GetValue(paths)!.Contains("-") ? await SpooledStdin.Read(cancel) : null;
        foreach (var (path, reason) in InputPaths.Expand(parse.GetValue(paths)!))
        {
            if (reason is null) files.Add(path == "-" ? stdin!.Path : path);
            else terminal.Problem($"{path}: {reason}");
            if (reason is not null) unreadable++;
        }

        if (files.Count == 0) return ExitCode.Unreadable;
        var exit = await NodeOpening.With(terminal, address, definitions, NodeOpening.Centre(settings), node => Load(node, files, parse.GetValue(json), cancel), cancel);
        return exit == ExitCode.Ok && unreadable > 0 ? ExitCode.Unreadable : exit;
    }

    private async Task<ExitCode> Load(CentreNode node, IReadOnlyList<string> files, bool asJson, CancellationToken cancel)
    {
        var report = new LoadReport();
        try
        {
            using var progress = new ProgressLine(terminal, "resources read");
            var account = await new BulkLoad(node, node.Settings.Validation, report.Add).Run(files, new LoadProgress(progress), cancel);
            progress.Dispose();
            if (asJson) terminal.WriteJson(writer => LoadReport.Write(writer, account));
            else report.Write(terminal.Out, account);
            return account.Rejected > 0 ? ExitCode.Partial : ExitCode.Ok;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message, "What was loaded before stays; the command can be run again.");
        }
    }

    private sealed class LoadProgress(ProgressLine line) : IProgress<LoadAccount>
    {
        public void Report(LoadAccount value) => line.Show(value.Read);
    }
}
