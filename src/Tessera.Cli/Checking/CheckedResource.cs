using System.Text.Json;
using Tessera.Fhir;
using Tessera.Fhir.Validation;

namespace Tessera.Cli.Checking;

/// <summary>A resource of the input with its verdict.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Line">Line from 1 for NDJSON, else null.</param>
/// <param name="Result">What the validator says.</param>
internal sealed record CheckedResource(string File, int? Line, ValidationResult Result)
{
    /// <summary>The word of a verdict in every output.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Valid => "valid",
        Verdict.Invalid => "invalid",
        _ => "unchecked",
    };

    /// <summary>Writes the resource as the contract's JSON object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("file", File);
        if (Line is { } line) writer.WriteNumber("line", line);
        WriteIfAny(writer, "resourceType", Result.ResourceType);
        WriteIfAny(writer, "id", Result.Id);
        writer.WriteString("verdict", Word(Result.Verdict));
        writer.WriteStartArray("profiles");
        foreach (var profile in Result.Profiles) writer.WriteStringValue(profile);
        writer.WriteEndArray();
        writer.WriteStartArray("issues");
        foreach (var issue in Result.Issues) Write(writer, issue);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Issue issue)
    {
        writer.WriteStartObject();
        // "fatal" (not even JSON) is an error to whoever reads the report.
        writer.WriteString("severity", issue.Severity == IssueSeverity.Fatal ? "error" : issue.Severity.Code());
        writer.WriteString("code", issue.Type.Code());
        writer.WriteString("expression", issue.Expression);
        writer.WriteString("message", issue.Message);
        WriteIfAny(writer, "fix", issue.Fix);
        WriteIfAny(writer, "profile", issue.Profile);
        WriteIfAny(writer, "constraint", issue.Constraint);
        WriteIfAny(writer, "missing", issue.Missing);
        if (issue.Line > 0)
        {
            writer.WriteNumber("line", issue.Line);
            writer.WriteNumber("column", issue.Column);
        }

        writer.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }
}
