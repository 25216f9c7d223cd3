using System.CommandLine;
using System.Text.Json;
using Tessera.Centre.Audit;
using Tessera.Cli.Auditing;
using Tessera.Cli.Settings;
using Tessera.Cli.Terminal;
using Tessera.Database;
using Tessera.Database.AppendLogs;
using Tessera.Store.Verifying;

namespace Tessera.Cli.Care;

/// <summary><c>verify</c>: whether a store, or the store in a backup, is whole.</summary>
internal sealed class VerifyCommand(CommandTerminal terminal)
{
    private const int Shown = 50;
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new VerifyCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("verify", "Check pages, content, versions, changes, every index row and the audit of a store, also while a server writes") { Setting.Store.Option, json };
        command.SetAction(async (parse, cancel) => (int)await Task.Run(() => Run(parse, cancel), cancel));
        return command;
    }

    private ExitCode Run(ParseResult parse, CancellationToken cancel)
    {
        if (!CommandSettings.TryRead(parse, out var settings, out var problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!StoreAddress.TryParse(settings[Setting.Store].Text, out var address, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        if (!BuiltInDefinitions.TryOpen(settings, out var definitions, out problem)) return terminal.Refuse(ExitCode.Unreadable, problem);
        try
        {
            using var progress = new ProgressLine(terminal, "resources checked");
            var report = StoreVerifier.Run(address, definitions, progress.Show, cancel);
            progress.Dispose();
            var audit = AuditCheck.Run(address, cancel);
            if (parse.GetValue(json)) terminal.WriteJson(writer => Write(writer, report, audit));
            else
            {
                Tell(report);
                AuditReport.Tell(terminal, audit);
            }

            return report.IsSound && audit.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return terminal.Refuse(ExitCode.Unreadable, unavailable.Message, unavailable.Hint);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message);
        }
    }

    private void Tell(VerifyReport report)
    {
        foreach (var finding in report.Findings.Take(Shown)) terminal.WriteLine($"{Place(finding)}{finding.Message}");
        if (report.FindingCount > Shown) terminal.WriteLine($"… and {report.FindingCount - Shown:N0} more (--json lists the first 1,000)");
        foreach (var parameter in report.IncompleteParameters.Take(Shown)) terminal.Say($"{parameter}: not compared, because definitions changed; a reindex is needed.");
        if (report.WithoutHash > 0) terminal.Say($"{report.WithoutHash:N0} old versions were archived before their hashes were kept.");
        terminal.WriteLine(
            $"{report.Resources:N0} resources, {report.Deleted:N0} deleted, {report.OldVersions:N0} old versions, {report.Changes:N0} changes, {report.IndexRows:N0} index rows: "
            + (report.IsSound ? "sound" : $"{report.FindingCount:N0} findings"));
    }

    private static string Place(VerifyFinding finding)
    {
        if (finding.Type is null && finding.Id is null) return "";
        var version = finding.Version is { } number ? $" version {number}" : "";
        var parameter = finding.Parameter is { } code ? $" {code}" : "";
        return $"{finding.Type}/{finding.Id}{version}{parameter}: ";
    }

    private static void Write(Utf8JsonWriter writer, VerifyReport report, LogCheck audit)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("sound", report.IsSound);
        writer.WriteString("epoch", report.Epoch);
        writer.WriteStartObject("schemas");
        foreach (var (schema, version) in report.Schemas) writer.WriteNumber(schema, version);
        writer.WriteEndObject();
        writer.WriteNumber("resources", report.Resources);
        writer.WriteNumber("deleted", report.Deleted);
        writer.WriteNumber("oldVersions", report.OldVersions);
        writer.WriteNumber("withoutHash", report.WithoutHash);
        writer.WriteNumber("changes", report.Changes);
        writer.WriteNumber("indexRows", report.IndexRows);
        writer.WriteStartArray("incompleteParameters");
        foreach (var parameter in report.IncompleteParameters) writer.WriteStringValue(parameter);
        writer.WriteEndArray();
        writer.WriteNumber("findingCount", report.FindingCount);
        writer.WriteStartArray("findings");
        foreach (var finding in report.Findings) Write(writer, finding);
        writer.WriteEndArray();
        writer.WritePropertyName("audit");
        AuditReport.Write(writer, audit);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, VerifyFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(finding.Kind.ToString()));
        writer.WriteString("type", finding.Type);
        writer.WriteString("id", finding.Id);
        if (finding.Version is { } version) writer.WriteNumber("version", version);
        if (finding.Parameter is not null) writer.WriteString("parameter", finding.Parameter);
        writer.WriteString("message", finding.Message);
        writer.WriteEndObject();
    }
}
