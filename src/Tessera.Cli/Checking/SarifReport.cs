using System.Text.Json;
using Tessera.Cli.Terminal;
using Tessera.Fhir;

namespace Tessera.Cli.Checking;

/// <summary>SARIF 2.1.0, the format in which editors and code hosts show findings. Written whole at the end.</summary>
internal sealed class SarifReport(string path) : IValidationReport
{
    private readonly List<(CheckedResource Resource, Issue Issue)> findings = [];

    public void Add(CheckedResource resource) => findings.AddRange(resource.Result.Issues.Select(issue => (resource, issue)));

    public void Dispose()
    {
        // Owns nothing.
    }

    public void Flush()
    {
        // Nothing is visible before the end.
    }

    public void Finish(ValidationSummary summary) => WholeFile.Write(path, stream => CommandTerminal.WriteJson(stream, Write));

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        WriteTool(writer);
        writer.WriteStartArray("results");
        foreach (var (resource, issue) in findings) WriteResult(writer, resource, issue);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Rule(Issue issue) => issue.Constraint ?? issue.Type.Code();

    private void WriteTool(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "Tessera");
        writer.WriteString("version", ProgramVersion.Text);
        writer.WriteStartArray("rules");
        foreach (var rule in findings.Select(finding => Rule(finding.Issue)).Distinct().Order(StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, CheckedResource resource, Issue issue)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", Rule(issue));
        writer.WriteString("level", issue.Severity switch { IssueSeverity.Information => "note", IssueSeverity.Warning => "warning", _ => "error" });
        writer.WriteStartObject("message");
        writer.WriteString("text", issue.Fix is null ? issue.Message : $"{issue.Message} {issue.Fix}");
        writer.WriteEndObject();
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        WritePlace(writer, resource, issue);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, CheckedResource resource, Issue issue)
    {
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", resource.File == "-" ? "stdin" : Uri(resource.File));
        writer.WriteEndObject();
        if ((resource.Line ?? issue.Line) is > 0 and var line)
        {
            writer.WriteStartObject("region");
            writer.WriteNumber("startLine", line);
            if (resource.Line is null && issue.Column > 0) writer.WriteNumber("startColumn", issue.Column);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (issue.Expression.Length == 0) return;
        writer.WriteStartArray("logicalLocations");
        writer.WriteStartObject();
        writer.WriteString("fullyQualifiedName", issue.Expression);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    // Relative paths stay relative, so that a code host finds the file in its own checkout.
    private static string Uri(string file) => Path.IsPathRooted(file)
        ? new Uri(file).AbsoluteUri
        : string.Join('/', file.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
}
