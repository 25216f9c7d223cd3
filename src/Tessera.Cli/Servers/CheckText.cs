using Spectre.Console;
using Tessera.Centre.Checks;

namespace Tessera.Cli.Servers;

/// <summary>The report for people: the verdict first, then each failure with its request and what to do, then what does not apply.</summary>
internal sealed class CheckText(IAnsiConsole console)
{
    private const int LongestCause = 600;

    public void Write(CheckReport report)
    {
        WriteVerdict(report);
        // Where one thing is wrong many cases may stumble over it.
        foreach (var same in report.Results.Where(result => result.Outcome == CheckOutcome.Failed).GroupBy(result => (LastRequest(result), result.Expected, result.Found)))
            WriteFailure(same.First(), [.. same.Skip(1)]);
        WriteSkipped(report);
        if (report.Count(CheckOutcome.Failed) > 0) console.MarkupLine("\n--json shows every request with its answer.");
    }

    private void WriteVerdict(CheckReport report)
    {
        var software = report.Software.Length > 0 ? $" ({report.Software})" : "";
        if (report.Conforms) console.MarkupLineInterpolated($"[green]✓ {report.Server}{software} does all that {report.Suite.Name} could check[/]");
        else console.MarkupLineInterpolated($"[red]✕ {report.Server}{software} does not do all that {report.Suite.Name} asks for[/]");
        console.MarkupLineInterpolated($"{report.Suite.Title}");
        console.MarkupLineInterpolated(
            $"[green]✓ {report.Count(CheckOutcome.Passed):N0} passed[/]  [red]✕ {report.Count(CheckOutcome.Failed):N0} failed[/]  [yellow]? {report.Count(CheckOutcome.Skipped):N0} do not apply[/]  of {report.Results.Count:N0} cases");
    }

    private void WriteFailure(CheckResult result, IReadOnlyList<CheckResult> others)
    {
        console.MarkupLineInterpolated($"\n[red]✕[/] [bold]{result.Case.Title}[/]  {result.Case.Id}");
        console.MarkupLineInterpolated($"    {result.Case.Section}");
        if (LastRequest(result) is { } request) console.MarkupLineInterpolated($"    request   {request}");
        console.MarkupLineInterpolated($"    expected  {Cut(result.Expected)}");
        console.MarkupLineInterpolated($"    found     {Cut(result.Found)}");
        console.MarkupLineInterpolated($"    → {result.Advice}");
        if (others.Count > 0) console.MarkupLineInterpolated($"    the same  {string.Join(", ", others.Select(other => other.Case.Id))}");
    }

    private static string? LastRequest(CheckResult result) => result.Exchanges is [.., var last] ? last.Line : null;

    private void WriteSkipped(CheckReport report)
    {
        var reasons = report.Results.Where(result => result.Outcome == CheckOutcome.Skipped).GroupBy(result => result.Expected).ToList();
        if (reasons.Count == 0) return;
        console.MarkupLine("\n[yellow]Does not apply[/]");
        foreach (var reason in reasons)
        {
            console.MarkupLineInterpolated($"  ? {Cut(reason.Key)}");
            console.MarkupLineInterpolated($"    {string.Join(", ", reason.Select(result => result.Case.Id))}");
        }
    }

    private static string Cut(string text) => text.Length <= LongestCause ? text : string.Concat(text.AsSpan(0, LongestCause), " …");
}
