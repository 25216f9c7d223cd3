using System.Globalization;
using Spectre.Console;
using Tessera.Centre;
using Tessera.Centre.Quality;
using Tessera.Oncology.Mcode;
using Tessera.Oncology.Quality;

namespace Tessera.Cli.Quality;

/// <summary>The report in words: a funnel per element.</summary>
internal static class QualityText
{
    private const int BarWidth = 10;
    private const int MostPatients = 20;
    private const int MostMonths = 24;

    public static void Write(IAnsiConsole console, QualityReport report, IReadOnlyList<QualityLine> lines)
    {
        var expected = lines.Where(line => line.Counts.Expected > 0).ToList();
        console.MarkupLineInterpolated($"[bold]{expected.Count:N0} data elements[/] are expected of somebody here{(report.Source is { } source ? $" (source {source})" : "")}; {expected.Count(line => line.Counts.Usable == line.Counts.Expected):N0} are usable everywhere, {expected.Count(line => line.Counts.Extracted == 0):N0} nowhere");
        if (report.Before is { } before) console.MarkupLineInterpolated($"[grey]± since import {before.Run}, {before.Taken:yyyy-MM-dd HH:mm} UTC[/]");
        foreach (var group in lines.GroupBy(line => line.Element.Group).OrderBy(group => group.Key))
        {
            console.WriteLine();
            console.Write(Table(report, group.Key, [.. group]));
        }

        console.WriteLine();
        console.MarkupLine("[grey]coded ?n: n codes of a system that is not loaded. –: not measured.[/]");
        console.MarkupLine("[grey]For information and data management; not a medical device, not for treatment decisions. ./tessera quality --element ID tells one element.[/]");
    }

    public static void WriteElement(IAnsiConsole console, CentreNode node, QualityReport report, QualityLine line)
    {
        var (element, counts) = (line.Element, line.Counts);
        var unit = element.Denominator.IsOfPatients ? "patients" : "records";
        console.MarkupLineInterpolated($"[bold]{element.Subject} › {element.Label}[/]  {element.Id}");
        foreach (var path in element.Paths) console.MarkupLineInterpolated($"  [grey]{path}[/]");
        console.WriteLine();
        foreach (var (name, number, isMeasured) in Stages(element, counts))
            console.MarkupLineInterpolated($"  {name,-22} {(isMeasured ? number.ToString("N0", CultureInfo.InvariantCulture) : "–"),9}  {(isMeasured && name != "expected" ? Percent(number, counts.Expected) : ""),7}  {(isMeasured ? Bar(number, counts.Expected) : "not measured")}{Change(line, name)}");
        console.MarkupLineInterpolated($"  expected of: {element.Denominator.Words}");
        if (element.ValueSet is { } set) console.MarkupLineInterpolated($"  value set: {set} ({element.Strength.ToString()!.ToLowerInvariant()})");
        WriteCauses(console, line);
        WriteMonths(console, report, element);
        var lacking = node.Quality.Find(element, one => one.Usable < one.Expected, report.Source, "", MostPatients + 1);
        if (lacking.Count == 0) return;
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Patients[/] of whom not all {unit} are usable");
        foreach (var patient in lacking.Take(MostPatients)) console.MarkupLineInterpolated($"  Patient/{patient}");
        if (lacking.Count > MostPatients) console.MarkupLine("  … and more: the page /quality lists all");
    }

    private static Table Table(QualityReport report, McodeGroup group, IReadOnlyList<QualityLine> lines)
    {
        var table = new Table().Border(TableBorder.None).AddColumns(
            new TableColumn($"[bold]{group}[/]").NoWrap(), Right("expected"), Right("in source"), Right("has value"), Right("valid"), Right("coded"), Right("plausible"), Right("recent"), new TableColumn("usable").NoWrap(), new TableColumn("mainly"));
        foreach (var line in lines)
        {
            var (element, counts) = (line.Element, line.Counts);
            table.AddRow(
                new Text($"{element.Subject} › {element.Label}"), Number(counts.Expected), Number(counts.InSource), Number(counts.Extracted), Number(counts.Valid),
                Coded(element, counts), Number(counts.Plausible), element.IsTimely ? Number(counts.Recent) : new Text("–"),
                Markup.FromInterpolated($"[{Colour(counts)}]{Bar(counts.Usable, counts.Expected)}[/] {Percent(counts.Usable, counts.Expected),6}{(report.Before is null ? "" : Difference(counts.Usable - line.Before.GetValueOrDefault().Usable))}"),
                new Text(line.Causes is [var cause, ..] ? Words(cause) : ""));
        }

        return table;
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned().NoWrap();

    private static Text Number(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture));

    // What cannot be checked here is neither coded nor uncoded.
    private static Text Coded(QualityElement element, QualityCounts counts) =>
        !element.IsCoded ? new("–") : counts.Uncheckable == 0 ? Number(counts.Coded) : new(string.Create(CultureInfo.InvariantCulture, $"{counts.Coded:N0} ?{counts.Uncheckable:N0}"));

    private static string Colour(QualityCounts counts) => counts.Expected == 0 ? "grey" : counts.Usable == counts.Expected ? "green" : counts.Usable * 2 >= counts.Expected ? "yellow" : "red";

    private static string Bar(long part, long whole)
    {
        var full = whole == 0 ? 0 : (int)Math.Clamp((part * BarWidth) / whole, part > 0 ? 1 : 0, BarWidth);
        return new string('█', full) + new string('░', BarWidth - full);
    }

    // What is neither none nor all is never written as 0 or 100.
    private static string Percent(long part, long whole) =>
        whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(100.0 * part / whole, part > 0 ? 1 : 0, part < whole ? 99 : 100):0} %");

    private static string Difference(long change) => change == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {(change > 0 ? "+" : "−")}{Math.Abs(change):N0}");

    private static string Change(QualityLine line, string stage) =>
        line.Before is not { } before ? "" : Difference(Stages(line.Element, line.Counts - before).First(one => one.Name == stage).Number);

    private static (string Name, long Number, bool IsMeasured)[] Stages(QualityElement element, QualityCounts counts) =>
    [
        ("expected", counts.Expected, true), ("in source", counts.InSource, true), ("has value", counts.Extracted, true), ("valid", counts.Valid, true),
        ("coded in value set", counts.Coded, element.IsCoded), ("code not checkable", counts.Uncheckable, element.IsCoded), ("plausible", counts.Plausible, true),
        ("doubtful (warning)", counts.Doubtful, true), ("recent", counts.Recent, element.IsTimely), ("usable", counts.Usable, true),
    ];

    private static void WriteCauses(IAnsiConsole console, QualityLine line)
    {
        if (line.Causes.Count == 0 && line.Findings.Count == 0) return;
        console.WriteLine();
        console.MarkupLine("[bold]Mainly because[/]");
        foreach (var cause in line.Causes) console.MarkupLineInterpolated($"  {cause.Count,9:N0}  {Words(cause)}");
        foreach (var (rule, found) in line.Findings.Where(pair => !pair.Key.IsBroken())) console.MarkupLineInterpolated($"  {found,9:N0}  warning: {Rule(rule)}");
    }

    private static void WriteMonths(IAnsiConsole console, QualityReport report, QualityElement element)
    {
        var months = report.Months(element);
        if (months.Count == 0) return;
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]By month[/]{(months.Count > MostMonths ? $", the last {MostMonths}" : "")}");
        foreach (var (month, counts) in months.Skip(Math.Max(0, months.Count - MostMonths)))
            console.MarkupLineInterpolated($"  {(month == 0 ? "no date" : QualityCsv.Month(month)),-8} {counts.Usable,7:N0} of {counts.Expected,7:N0}  {Bar(counts.Usable, counts.Expected)}");
    }

    private static string Words(QualityCause cause) => cause.Kind switch
    {
        QualityCauseKind.NotInSource => "not in the source, or left out by the mapping",
        QualityCauseKind.Incomplete => "only partly in the source",
        QualityCauseKind.Quarantined => $"quarantined: {cause.Detail}",
        QualityCauseKind.Unmapped => "no code of the value set",
        QualityCauseKind.Invalid => cause.Detail is null ? "invalid" : $"invalid: {cause.Detail}",
        _ => $"implausible: {Rule(cause.Rule!.Value)}",
    };

    private static string Rule(PlausibilityRule rule) => rule switch
    {
        PlausibilityRule.BeforeBirth => "before birth",
        PlausibilityRule.AfterDeath => "after death",
        PlausibilityRule.BeforeDiagnosis => "long before the diagnosis",
        PlausibilityRule.EndBeforeStart => "ends before it begins",
        PlausibilityRule.InFuture => "in the future",
        PlausibilityRule.OffScale => "not on the scale",
        PlausibilityRule.SexAgainstSite => "sex against site",
        PlausibilityRule.StageAgainstTnm => "stage against T, N, M",
        _ => "body surface, or the dose beside the medicine, against body size",
    };
}
