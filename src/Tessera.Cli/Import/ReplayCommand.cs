using System.CommandLine;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Import;
using Tessera.Centre.Quarantine;
using Tessera.Centre.Runs;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;

namespace Tessera.Cli.Import;

/// <summary><c>quarantine replay</c>: reads the sources again that have records in quarantine. What is unchanged writes nothing.</summary>
internal sealed class ReplayCommand(CommandTerminal terminal)
{
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new ReplayCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("replay", "Read the sources again that have records in quarantine or corrections to apply or take back") { Setting.Store.Option, json };
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (settings.File is not { } file) return terminal.Refuse(ExitCode.Usage, "--config FILE is missing: it names the sources.");
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!File.Exists(address.Path)) return terminal.Refuse(ExitCode.Unreadable, $"There is no store at {settings[Setting.Store].Text}.", "Name it with --store.");
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        try
        {
            if (!SourceList.TryOpen(file, definitions, CentreFolder.Of(address).OpenIds(), null, terminal, out var sources)) return ExitCode.Unreadable;
            return await NodeOpening.With(terminal, address, definitions, NodeOpening.Centre(settings), node => Replay(parse, node, sources, cancel), cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message);
        }
    }

    private async Task<ExitCode> Replay(ParseResult parse, CentreNode node, IReadOnlyList<ImportSource> sources, CancellationToken cancel)
    {
        var waiting = CorrectableRecords.InQuarantine(node).Select(record => record.Source).ToHashSet(StringComparer.Ordinal);
        waiting.UnionWith(sources.Select(source => source.Id).Where(node.Corrections.Wait));
        if (waiting.FirstOrDefault(id => !sources.Any(source => source.Id == id)) is { } missing) terminal.Say($"The configuration has no source '{missing}': its records stay.");
        var findings = new ImportFindings();
        var accounts = new List<ImportAccount>();
        foreach (var source in sources.Where(source => waiting.Contains(source.Id)))
            accounts.Add(await new ImportRun(node.Validator, TimeProvider.System, node.Codes).Run(source.For(node, full: false), findings.Around(new StoreSink(node)), null, cancel));
        var sum = AccountReport.Sum(accounts);
        foreach (var note in sum.Notes) terminal.Say(note);
        if (parse.GetValue(json)) terminal.WriteJson(writer => AccountReport.Write(writer, sum));
        else if (accounts.Count == 0) terminal.Say("Nothing is in quarantine, and no correction waits.");
        else AccountReport.Write(terminal.Out, sum, findings, "written");
        return sum.Quarantined > 0 ? ExitCode.Partial : ExitCode.Ok;
    }
}
