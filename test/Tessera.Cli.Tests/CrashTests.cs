using System.CommandLine;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Tests;

public sealed class CrashTests
{
    [Fact]
    public async Task A_bug_ends_with_70()
    {
        var command = new Command("break");
        command.SetAction(_ => int.Parse("Ada Lovelace"));
        using var interruption = new Interruption();
        Assert.Equal(ExitCode.Bug, await CommandRun.Run(new RootCommand { command }.Parse("break"), new CommandTerminal(), interruption));
        foreach (var report in Directory.GetFiles(Path.GetTempPath(), "tessera-report-*.txt"))
            if (File.ReadAllText(report).Contains("command: tessera break", StringComparison.Ordinal)) File.Delete(report);
    }

    [Fact]
    public void A_report_holds_types_and_places_in_code_and_no_message()
    {
        CrashReport report;
        try
        {
            _ = int.Parse("Ada Lovelace");
            throw new InvalidOperationException();
        }
        catch (FormatException bug)
        {
            report = CrashReport.Write(new InvalidOperationException("for Ada Lovelace", bug), "tessera validate");
        }

        var text = File.ReadAllText(report.File!);
        File.Delete(report.File!);
        Assert.Contains(report.Id, text, StringComparison.Ordinal);
        Assert.Contains("System.FormatException", text, StringComparison.Ordinal);
        Assert.Contains(nameof(A_report_holds_types_and_places_in_code_and_no_message), text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", text, StringComparison.Ordinal);
    }
}
