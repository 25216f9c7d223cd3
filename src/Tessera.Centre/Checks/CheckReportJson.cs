using System.Text.Json;

namespace Tessera.Centre.Checks;

/// <summary>The report as one JSON document; part of the contract of <c>tessera check --json</c>.</summary>
public static class CheckReportJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter writer, CheckReport report)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        writer.WriteStartObject();
        writer.WriteString("suite", report.Suite.Name);
        writer.WriteString("server", report.Server.ToString());
        writer.WriteString("software", report.Software);
        writer.WriteString("started", report.Started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        if (report.Unreachable is { } reason) writer.WriteString("unreachable", reason);
        writer.WriteBoolean("conforms", report.Conforms);
        writer.WriteStartObject("summary");
        writer.WriteNumber("cases", report.Results.Count);
        writer.WriteNumber("passed", report.Count(CheckOutcome.Passed));
        writer.WriteNumber("failed", report.Count(CheckOutcome.Failed));
        writer.WriteNumber("skipped", report.Count(CheckOutcome.Skipped));
        writer.WriteEndObject();
        writer.WriteStartArray("cases");
        foreach (var result in report.Results) Write(writer, result);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CheckResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("id", result.Case.Id);
        writer.WriteString("title", result.Case.Title);
        writer.WriteString("section", result.Case.Section);
        writer.WriteString("outcome", Word(result.Outcome));
        if (result.Outcome == CheckOutcome.Skipped) writer.WriteString("why", result.Expected);
        if (result.Outcome == CheckOutcome.Failed)
        {
            writer.WriteString("expected", result.Expected);
            writer.WriteString("found", result.Found);
            writer.WriteString("advice", result.Advice);
        }

        writer.WriteStartArray("requests");
        foreach (var exchange in result.Exchanges)
        {
            writer.WriteStartObject();
            writer.WriteString("request", exchange.Line);
            writer.WriteString("sent", exchange.Sent);
            writer.WriteNumber("status", exchange.Status);
            writer.WriteString("came", exchange.Came);
            writer.WriteNumber("milliseconds", Math.Round(exchange.Elapsed.TotalMilliseconds, 1));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The word of an outcome in every output.</summary>
    public static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "passed",
        CheckOutcome.Failed => "failed",
        _ => "skipped",
    };
}
