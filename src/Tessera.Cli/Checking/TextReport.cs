using System.Text.RegularExpressions;
using Spectre.Console;
using Tessera.Fhir;

namespace Tessera.Cli.Checking;

/// <summary>For people: the verdict first, then each kind of finding once, with its number, an example and what to do.</summary>
internal sealed partial class TextReport(IAnsiConsole console) : IValidationReport
{
    private const int MostKinds = 20;
    private readonly Dictionary<Kind, Group> groups = [];
    private long notes;

    public void Add(CheckedResource resource)
    {
        foreach (var issue in resource.Result.Issues)
        {
            if (issue.Severity == IssueSeverity.Information)
            {
                notes++;
                continue;
            }

            var kind = Kind.Of(issue);
            if (!groups.TryGetValue(kind, out var group)) groups.Add(kind, group = new Group(issue, resource));
            group.Count(resource);
        }
    }

    public void Dispose()
    {
        // Owns nothing.
    }

    public void Flush()
    {
        // The sums come first, so nothing is shown before the end.
    }

    public void Finish(ValidationSummary summary)
    {
        WriteVerdict(summary);
        Write(Heading.Invalid, "[red]Invalid[/]", "✕");
        Write(Heading.Unchecked, "[yellow]Not checked[/], because these are not loaded", "?");
        Write(Heading.Warning, "Warnings", "!");
        if (notes > 0) console.MarkupLineInterpolated($"\n{notes:N0} notes are not shown; --ndjson has them.");
    }

    private void WriteVerdict(ValidationSummary summary)
    {
        if (summary.Resources == 0) return;   // what could not be read has been said
        var unit = summary.Resources == 1 ? "resource" : "resources";
        console.MarkupLineInterpolated(
            $"[green]✓ {summary.Valid:N0} valid[/]  [red]✕ {summary.Invalid:N0} invalid[/]  [yellow]? {summary.Unchecked:N0} not checked[/]  of {summary.Resources:N0} {unit} in {summary.Elapsed.TotalSeconds:0.00} s");
    }

    private void Write(Heading heading, string title, string mark)
    {
        var found = groups.Where(pair => pair.Key.Heading == heading).Select(pair => pair.Value).OrderByDescending(group => group.Issues).ToList();
        if (found.Count == 0) return;
        console.WriteLine();
        console.MarkupLine(title);
        // What is not loaded has the same hint each time: once is enough.
        foreach (var group in found.Take(MostKinds)) Write(group, mark, withFix: heading != Heading.Unchecked);
        if (heading == Heading.Unchecked)
            foreach (var fix in found.Select(group => group.First.Fix).OfType<string>().Distinct()) console.MarkupLineInterpolated($"  → {fix}");
        if (found.Count > MostKinds) console.MarkupLineInterpolated($"  … and {found.Count - MostKinds:N0} more kinds; --ndjson shows all.");
    }

    private void Write(Group group, string mark, bool withFix)
    {
        var issue = group.First;
        var times = group.Resources == 1 && group.Issues == 1 ? "once" : $"{group.Issues:N0} times in {group.Resources:N0} {(group.Resources == 1 ? "resource" : "resources")}";
        if (mark == "?") console.MarkupLineInterpolated($"  ? [bold]{issue.Missing ?? issue.Message}[/]");
        else console.MarkupLineInterpolated($"  {mark} [bold]{issue.Constraint ?? issue.Type.Code()}[/]  {issue.Message}");
        console.MarkupLineInterpolated($"    {times}, first in {Place(group.Example, issue)}");
        if (issue.Profile is not null) console.MarkupLineInterpolated($"    profile {issue.Profile}");
        if (withFix && issue.Fix is not null) console.MarkupLineInterpolated($"    → {issue.Fix}");
    }

    private static string Place(CheckedResource resource, Issue issue)
    {
        var file = resource.File == "-" ? "stdin" : resource.File;
        var place = resource.Line is { } line ? $"{file}:{line}" : issue.Line > 0 ? $"{file}:{issue.Line}:{issue.Column}" : file;
        return issue.Expression.Length > 0 ? $"{place}, {issue.Expression}" : place;
    }

    private enum Heading
    {
        Invalid,
        Unchecked,
        Warning,
    }

    private readonly record struct Kind(Heading Heading, string Rule, string Where, string Message)
    {
        public static Kind Of(Issue issue) => issue is { Severity: IssueSeverity.Warning, Missing: { } missing }
            ? new(Heading.Unchecked, missing, "", "")
            : new(
                issue.Severity >= IssueSeverity.Error ? Heading.Invalid : Heading.Warning,
                issue.Constraint ?? issue.Type.Code(), Index().Replace(issue.Expression, ""), issue.Message);
    }

    private sealed class Group(Issue first, CheckedResource example)
    {
        private CheckedResource? last;

        public Issue First => first;
        public CheckedResource Example => example;
        public int Issues { get; private set; }
        public int Resources { get; private set; }

        public void Count(CheckedResource resource)
        {
            Issues++;
            if (ReferenceEquals(last, resource)) return;
            last = resource;
            Resources++;
        }
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
