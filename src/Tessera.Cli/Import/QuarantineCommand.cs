using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Import;

/// <summary><c>quarantine list|show|correct|replay</c>: the work list of source records that could not be taken over.</summary>
internal sealed class QuarantineCommand(CommandTerminal terminal)
{
    private const int Page = 1000;
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Argument<string> record = RecordPlace.Argument();

    public static Command Build(CommandTerminal terminal) => new QuarantineCommand(terminal).Build();

    private Command Build()
    {
        var list = new Command("list", "List the records in quarantine and why they are there") { Setting.Store.Option, json };
        list.SetAction(async (parse, cancel) => (int)await Run(parse, List, cancel));
        var show = new Command("show", "Show why one record is in quarantine, with what its cells say") { record, Setting.Store.Option, json };
        show.SetAction(async (parse, cancel) => (int)await Run(parse, Show, cancel));
        return new Command("quarantine", "Source records that could not be taken over") { list, show, CorrectCommand.Build(terminal), ReplayCommand.Build(terminal) };
    }

    private async Task<ExitCode> Run(ParseResult parse, Func<ParseResult, CentreNode, ExitCode> work, CancellationToken cancel)
    {
        return await NodeOpening.OfStore(terminal, parse, node => Task.FromResult(work(parse, node)), cancel);
    }

    private ExitCode List(ParseResult parse, CentreNode node)
    {
        var records = All(node);
        if (parse.GetValue(json)) terminal.WriteJson(writer => Write(writer, records));
        else
        {
            terminal.Out.MarkupLineInterpolated($"[bold]{records.Count:N0} {(records.Count == 1 ? "record" : "records")} in quarantine[/]");
            foreach (var cause in records.GroupBy(found => Cause(found.Problems[0])).OrderByDescending(group => group.Count()))
            {
                terminal.Out.MarkupLineInterpolated($"  ✕ {cause.Key}");
                foreach (var found in cause) terminal.Out.MarkupLineInterpolated($"    {found.File}:{found.Row}");
            }
        }

        return ExitCode.Ok;
    }

    private ExitCode Show(ParseResult parse, CentreNode node)
    {
        RecordPlace.TryRead(parse.GetValue(record)!, out var file, out var row);
        var found = All(node).Where(candidate => candidate.File == file && candidate.Row == row).ToList();
        if (found.Count == 0) return terminal.Refuse(ExitCode.Unreadable, $"{file}:{row} is not in quarantine.", "./tessera quarantine list names the records that are.");
        if (parse.GetValue(json)) terminal.WriteJson(writer => Write(writer, found));
        else foreach (var one in found) Write(one);
        return ExitCode.Ok;
    }

    private void Write(QuarantinedRecord found)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{found.File}, row {found.Row}[/] (source {found.Source}), in quarantine since {found.Since:yyyy-MM-dd HH:mm} UTC");
        foreach (var problem in found.Problems)
        {
            terminal.Out.MarkupLineInterpolated($"  ✕ {problem.Column ?? "the whole row"}: {problem.Reason}");
            if (problem.Value is not null) terminal.Out.MarkupLineInterpolated($"    the cell says: {problem.Value}");
            if (problem.Fix is not null) terminal.Out.MarkupLineInterpolated($"    → {problem.Fix}");
        }

        foreach (var (column, value) in found.Cells.Where(cell => cell.Value.Length > 0)) terminal.Out.MarkupLineInterpolated($"  [grey]{column}[/] {value}");
        var empty = found.Cells.Where(cell => cell.Value.Length == 0).Select(cell => cell.Key).ToList();
        if (empty.Count > 0) terminal.Out.MarkupLineInterpolated($"  [grey]empty: {string.Join(", ", empty)}[/]");
    }

    private static string Cause(QuarantinedProblem problem) => problem.Column is null ? problem.Reason : $"{problem.Column}: {problem.Reason}";

    /// <summary>All records in quarantine.</summary>
    internal static List<QuarantinedRecord> All(CentreNode node)
    {
        var records = new List<QuarantinedRecord>();
        while (node.Quarantine.List(null, records.Count, Page) is { Count: > 0 } page) records.AddRange(page);
        return records;
    }

    private static void Write(Utf8JsonWriter writer, List<QuarantinedRecord> records)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("quarantined");
        foreach (var record in records) Write(writer, record);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, QuarantinedRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("source", record.Source);
        writer.WriteString("file", record.File);
        writer.WriteNumber("row", record.Row);
        writer.WriteString("since", record.Since);
        if (record.Correction is { } correction) writer.WriteNumber("correction", correction);
        writer.WriteStartObject("cells");
        foreach (var (column, value) in record.Cells.DistinctBy(cell => cell.Key)) writer.WriteString(column, value);
        writer.WriteEndObject();
        writer.WriteStartArray("problems");
        foreach (var problem in record.Problems)
        {
            writer.WriteStartObject();
            writer.WriteString("column", problem.Column);
            writer.WriteString("reason", problem.Reason);
            if (problem.Fix is not null) writer.WriteString("fix", problem.Fix);
            if (problem.Value is not null) writer.WriteString("value", problem.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
