using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Import;

/// <summary><c>quarantine list|show|correct|withdraw|replay</c>: the work list of source records that could not be taken over.</summary>
internal sealed class QuarantineCommand(CommandTerminal terminal)
{
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Argument<string> record = RecordPlace.Argument();

    public static Command Build(CommandTerminal terminal) => new QuarantineCommand(terminal).Build();

    private Command Build()
    {
        var list = new Command("list", "List the records in quarantine and why they are there, and the corrections in force") { Setting.Store.Option, json };
        list.SetAction(async (parse, cancel) => (int)await Run(parse, List, cancel));
        var show = new Command("show", "Show why one record is in quarantine, what the file says, and what was said instead") { record, Setting.Store.Option, json };
        show.SetAction(async (parse, cancel) => (int)await Run(parse, Show, cancel));
        return new Command("quarantine", "Source records that could not be taken over") { list, show, CorrectCommand.Build(terminal), WithdrawCommand.Build(terminal), ReplayCommand.Build(terminal) };
    }

    private async Task<ExitCode> Run(ParseResult parse, Func<ParseResult, CentreNode, ExitCode> work, CancellationToken cancel)
    {
        return await NodeOpening.OfStore(terminal, parse, node => Task.FromResult(work(parse, node)), cancel);
    }

    private ExitCode List(ParseResult parse, CentreNode node)
    {
        var records = CorrectableRecords.InQuarantine(node);
        var corrections = node.Corrections.InForce();
        if (parse.GetValue(json)) terminal.WriteJson(writer => Write(writer, node, records, corrections));
        else
        {
            terminal.Out.MarkupLineInterpolated($"[bold]{records.Count:N0} {(records.Count == 1 ? "record" : "records")} in quarantine[/]");
            foreach (var cause in records.GroupBy(found => Cause(found.Problems[0])).OrderByDescending(group => group.Count()))
            {
                terminal.Out.MarkupLineInterpolated($"  ✕ {cause.Key}");
                foreach (var found in cause) terminal.Out.MarkupLineInterpolated($"    {found.File}:{found.Row}");
            }

            if (corrections.Count > 0) terminal.Out.MarkupLineInterpolated($"[bold]{corrections.Count:N0} {(corrections.Count == 1 ? "correction" : "corrections")} in force[/]");
            foreach (var correction in corrections) Write(correction);
        }

        return ExitCode.Ok;
    }

    private ExitCode Show(ParseResult parse, CentreNode node)
    {
        RecordPlace.TryRead(parse.GetValue(record)!, out var file, out var row);
        var found = CorrectableRecords.InQuarantine(node).Where(candidate => candidate.File == file && candidate.Row == row).ToList();
        var corrections = node.Corrections.InForce().Where(correction => correction.File == file && correction.Row == row).ToList();
        if (found.Count == 0 && corrections.Count == 0)
            return terminal.Refuse(ExitCode.Unreadable, $"{file}:{row} is neither in quarantine nor corrected.", "./tessera quarantine list names the records that are.");
        if (parse.GetValue(json)) terminal.WriteJson(writer => Write(writer, node, found, corrections));
        else
        {
            foreach (var one in found) Write(node, one);
            foreach (var correction in corrections.Where(correction => !found.Any(one => one.Source == correction.Source))) Write(correction);
        }

        return ExitCode.Ok;
    }

    private void Write(Correction correction)
    {
        terminal.Out.MarkupLineInterpolated($"  {correction.File}:{correction.Row} (source {correction.Source}), the file → the correction:");
        CorrectionText.Write(terminal.Out, correction);
    }

    private void Write(CentreNode node, QuarantinedRecord found)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{found.File}, row {found.Row}[/] (source {found.Source}), in quarantine since {found.Since:yyyy-MM-dd HH:mm} UTC");
        foreach (var problem in found.Problems)
        {
            terminal.Out.MarkupLineInterpolated($"  ✕ {problem.Column ?? "the whole row"}: {problem.Reason}");
            if (problem.Value is not null) terminal.Out.MarkupLineInterpolated($"    the cell says: {problem.Value}");
            if (problem.Fix is not null) terminal.Out.MarkupLineInterpolated($"    → {problem.Fix}");
        }

        var inFile = node.Corrections.Correctable(found);
        terminal.Out.MarkupLine("  in the file:");
        foreach (var (column, value) in inFile.Cells.Where(cell => cell.Value.Length > 0)) terminal.Out.MarkupLineInterpolated($"    [grey]{column}[/] {value}");
        var empty = inFile.Cells.Where(cell => cell.Value.Length == 0).Select(cell => cell.Key).ToList();
        if (empty.Count > 0) terminal.Out.MarkupLineInterpolated($"    [grey]empty: {string.Join(", ", empty)}[/]");
        if (node.Corrections.OfRecord(inFile).FirstOrDefault(correction => correction.Ended is null) is not { } correction) return;
        terminal.Out.MarkupLineInterpolated($"  corrected{(found.Correction == correction.Id ? "" : ", not applied yet")}:");
        CorrectionText.Write(terminal.Out, correction);
    }

    private static string Cause(QuarantinedProblem problem) => problem.Column is null ? problem.Reason : $"{problem.Column}: {problem.Reason}";

    private static void Write(Utf8JsonWriter writer, CentreNode node, IReadOnlyList<QuarantinedRecord> records, IReadOnlyList<Correction> corrections)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("quarantined");
        foreach (var record in records) Write(writer, node, record);
        writer.WriteEndArray();
        writer.WriteStartArray("corrections");
        foreach (var correction in corrections) CorrectionText.Write(writer, correction);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CentreNode node, QuarantinedRecord record)
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
        writer.WriteStartObject("inFile");
        var inFile = node.Corrections.Correctable(record);
        foreach (var column in inFile.Columns) writer.WriteString(column, inFile.Says(column));
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
