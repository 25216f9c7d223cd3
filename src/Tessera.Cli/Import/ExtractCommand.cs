using System.CommandLine;
using System.Security.Cryptography;
using Tessera.Centre;
using Tessera.Centre.Codes;
using Tessera.Centre.Folder;
using Tessera.Centre.Import;
using Tessera.Centre.Runs;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Validation;
using Tessera.Sources;
using Tessera.Sources.Remote;

namespace Tessera.Cli.Import;

/// <summary><c>extract</c>: sources → mCODE, into a store or into files.</summary>
internal sealed class ExtractCommand(CommandTerminal terminal)
{
    private readonly Option<string?> output = new("--out") { HelpName = "DIR", Description = "Write <Type>.ndjson, origins.ndjson and quarantine.ndjson there instead of into a store" };
    private readonly Option<DateOnly?> since = new("--since")
    {
        HelpName = "DATE", Description = "Leave out what was recorded before this day, YYYY-MM-DD: rows of files that say when (recorded: of a mapping, dateRecorded), resources of servers",
        CustomParser = result => DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", out var day) ? day : Refuse(result),
    };

    private readonly Option<bool> full = new("--full") { Description = "Read every record, also of sources that are otherwise read from their watermark on" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Read, map and validate everything, write nothing" };
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new ExtractCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("extract", "Turn the sources of a configuration into mCODE. --config FILE is tessera.yaml or a configuration JSON of the mCODE Extraction Framework")
        {
            Setting.Store.Option, output, since, full, dryRun, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(since) is not null && result.GetResult(full) is not null) result.AddError("--since and --full exclude each other");
            if (result.GetResult(output) is not null && result.GetResult(Setting.Store.Option) is not null) result.AddError("--store and --out exclude each other");
        });
        command.SetAction(async (parse, cancel) => (int)await Run(parse, cancel));
        return command;
    }

    private async Task<ExitCode> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (settings.File is not { } file) return terminal.Refuse(ExitCode.Usage, "--config FILE is missing: it names the sources.", "./tessera init DIR makes one with comments.");
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        try
        {
            if (!SourceList.TryOpen(file, definitions, Ids(parse, address), parse.GetValue(since), terminal, out var sources)) return ExitCode.Unreadable;
            return await Extract(parse, settings, address, definitions, sources, cancel);
        }
        catch (RemoteSourceException failure) when (failure.IsConfiguration)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message, "Correct what is configured; what was read before is kept.");
        }
        catch (RemoteSourceException failure)
        {
            return terminal.Refuse(failure.IsNotAuthorised ? ExitCode.NotAuthorised : ExitCode.RemoteFailed, failure.Message, "What was read before is kept; run the same again.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message);
        }
    }

    private static DateOnly? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--since takes a day such as 2026-01-31");
        return null;
    }

    // Where there is nothing to compare with, the ids of a dry run are seen by nobody, so it leaves no key behind.
    private ResourceIds Ids(ParseResult parse, StoreAddress address) =>
        parse.GetValue(dryRun) && !File.Exists(CentreFolder.Of(address).KeyFile) ? new ResourceIds(RandomNumberGenerator.GetBytes(ResourceIds.KeyLength)) : CentreFolder.Of(address).OpenIds();

    private async Task<ExitCode> Extract(
        ParseResult parse, CommandSettings settings, StoreAddress address, FhirDefinitions definitions, IReadOnlyList<ImportSource> sources, CancellationToken cancel)
    {
        if (parse.GetValue(dryRun) && parse.GetValue(output) is null && File.Exists(address.Path))
            return await NodeOpening.With(terminal, address, definitions, NodeOpening.Centre(settings), node => Compare(parse, node, sources, cancel), cancel);
        if (parse.GetValue(dryRun)) return await Finish(parse, sources, new FhirValidator(definitions), null, () => new DrySink(), "would be written", cancel);
        if (parse.GetValue(output) is { } folder)
        {
            // One run for all sources, because each run makes the files anew.
            var all = new ImportSource(string.Join('+', sources.Select(source => source.Id)), sources[0].Mapping, stop => sources.SelectMany(source => source.Read(stop)))
            {
                Notes = () => [.. sources.SelectMany(source => source.Notes())],
            };
            return await Finish(parse, [all], new FhirValidator(definitions), null, () => new FolderSink(folder), "written", cancel);
        }

        return await NodeOpening.With(
            terminal, address, definitions, NodeOpening.Centre(settings), node => Finish(parse, [.. sources.Select(source => source.For(node, parse.GetValue(full)))], node.Validator, node.Codes, () => new StoreSink(node), "written", cancel), cancel);
    }

    private async Task<ExitCode> Compare(ParseResult parse, CentreNode node, IReadOnlyList<ImportSource> sources, CancellationToken cancel)
    {
        var sink = new CompareSink(node);
        return await Finish(parse, [.. sources.Select(source => source.For(node, parse.GetValue(full)))], node.Validator, node.Codes, () => sink, "would be written", cancel, sink);
    }

    private async Task<ExitCode> Finish(
        ParseResult parse, IReadOnlyList<ImportSource> sources, FhirValidator validator, CentreCodes? codes, Func<IImportSink> sink, string written, CancellationToken cancel,
        CompareSink? compared = null)
    {
        var findings = new ImportFindings();
        var accounts = new List<ImportAccount>();
        using (var progress = new ProgressLine(terminal, "records read"))
        {
            foreach (var source in sources)
            {
                var before = accounts.Sum(account => account.Read);
                var report = new ImportProgress(progress, before);
                accounts.Add(await new ImportRun(validator, TimeProvider.System, codes).Run(source, findings.Around(sink()), report, cancel));
                foreach (var note in accounts[^1].Notes) terminal.Say(note);
            }
        }

        var sum = AccountReport.Sum(accounts);
        if (parse.GetValue(json)) terminal.WriteJson(writer => AccountReport.Write(writer, sum, compared));
        else AccountReport.Write(terminal.Out, sum, findings, written);
        if (compared is not null && !parse.GetValue(json)) ChangeReport.Write(terminal.Out, compared);
        return sum.Quarantined > 0 ? ExitCode.Partial : ExitCode.Ok;
    }

    // Progress<T> would post to the thread pool and may show an old count after a newer one.
    private sealed class ImportProgress(ProgressLine line, long before) : IProgress<ImportAccount>
    {
        public void Report(ImportAccount value) => line.Show(before + value.Read);
    }
}
