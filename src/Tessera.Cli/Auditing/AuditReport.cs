using System.Text.Json;
using Tessera.Cli.Terminal;
using Tessera.Database.AppendLogs;

namespace Tessera.Cli.Auditing;

/// <summary>What a check of the audit found, in words and as JSON.</summary>
internal static class AuditReport
{
    public static void Tell(CommandTerminal terminal, LogCheck check)
    {
        foreach (var finding in check.Findings) terminal.WriteLine($"audit: {finding}");
        terminal.WriteLine($"{check.Entries:N0} entries of the audit in {check.Segments} {(check.Segments == 1 ? "file" : "files")}: {(check.Findings.Count == 0 ? "sound" : $"{check.Findings.Count} findings")}");
    }

    public static void Write(Utf8JsonWriter writer, LogCheck check)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("sound", check.Findings.Count == 0);
        writer.WriteNumber("files", check.Segments);
        writer.WriteNumber("entries", check.Entries);
        writer.WriteString("head", check.Head.Place.ToString());
        writer.WriteString("chain", Convert.ToHexStringLower(check.Head.Chain.Span));
        writer.WriteStartArray("findings");
        foreach (var finding in check.Findings) writer.WriteStringValue(finding);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
