using System.CommandLine;
using Tessera.Centre;
using Tessera.Centre.Quality;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Oncology.Quality;

namespace Tessera.Cli.Quality;

/// <summary><c>quality</c>: how far each data element came, from expected to usable.</summary>
internal sealed class QualityCommand(CommandTerminal terminal)
{
    private readonly Option<string> source = new("--source") { Description = "Only what this source contributed" };
    private readonly Option<string> element = new("--element") { Description = "One element by its id, such as disease-15 or mcode-tnm-stage-group/Observation.method, with its months and the patients who lack it" };
    private readonly Option<string> list = new("--list") { Description = "stu1: the 90 elements of STU1; stu4: the 417 must-support elements of STU4; all (JSON and CSV: all)" };
    private readonly Option<bool> empty = new("--empty") { Description = "Elements too that are expected of nobody here" };
    private readonly Option<bool> csv = new("--csv") { Description = "Print comma-separated values, a row per element, source and month" };
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new QualityCommand(terminal).Build();

    private Command Build()
    {
        list.AcceptOnlyFromAmong("stu1", "stu4", "all");
        var command = new Command("quality", "Tell, per data element, how many have it: expected, in the source, extracted, valid, coded, plausible, recent, usable")
        {
            Setting.Store.Option, source, element, list, empty, csv, json,
        };
        command.SetAction(async (parse, cancel) => (int)await NodeOpening.OfStore(terminal, parse, node => Tell(parse, node, cancel), cancel));
        return command;
    }

    private async Task<ExitCode> Tell(ParseResult parse, CentreNode node, CancellationToken cancel)
    {
        QualityElement? only = null;
        if (parse.GetValue(element) is { } id && (only = node.Quality.Catalogue.Find(id)) is null)
            return terminal.Refuse(ExitCode.Usage, $"There is no element {id}.", "./tessera quality --json names them all.");
        await node.Projector.CatchUp(cancel);
        var report = QualityReport.Of(node, parse.GetValue(source));
        if (report.Source is { } name && !report.Sources.Contains(name))
            return terminal.Refuse(ExitCode.Usage, $"No source {name} contributed anything.", $"There are: {string.Join(", ", report.Sources.Where(known => known.Length > 0))}");
        if (parse.GetValue(json)) terminal.WriteJson(writer => QualityJson.Write(writer, report, only));
        else if (parse.GetValue(csv)) terminal.Data.Write(QualityCsv.Write(report, only));
        else if (only is not null) QualityText.WriteElement(terminal.Out, node, report, report.Lines[only.Index]);
        else QualityText.Write(terminal.Out, report, [.. report.Lines.Where(line => IsWanted(parse, line))]);
        return ExitCode.Ok;
    }

    private bool IsWanted(ParseResult parse, QualityLine line) =>
        (parse.GetValue(empty) || line.Counts.Expected > 0 || line.Quarantined > 0)
        && (parse.GetValue(list) ?? "stu1") switch { "stu1" => line.Element.List == ElementList.Stu1, "stu4" => line.Element.List == ElementList.Stu4, _ => true };
}
