using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Fhir;

namespace Tessera.Web.Fhir.Answers;

/// <summary>Writes issues as an OperationOutcome. See https://hl7.org/fhir/R4/operationoutcome.html</summary>
internal static class OperationOutcomes
{
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(params IReadOnlyList<Issue> issues)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Json)) Write(writer, issues);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Issue> issues)
    {
        writer.WriteStartObject();
        writer.WriteString("resourceType"u8, "OperationOutcome"u8);
        writer.WriteStartArray("issue"u8);
        foreach (var issue in issues) WriteIssue(writer, issue);
        // An outcome has at least one issue.
        if (issues.Count == 0) WriteIssue(writer, new Issue(IssueSeverity.Information, IssueType.Informational, "", "All is well."));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The same outcome about a part of something larger: the place goes before every expression, and another part that has to do with it
    /// is named beside it.</summary>
    public static ReadOnlyMemory<byte> At(ReadOnlyMemory<byte> outcome, string place, string? other = null)
    {
        var json = JsonNode.Parse(outcome.Span)!;
        foreach (var issue in json["issue"]!.AsArray())
        {
            var inner = (string?)issue!["expression"]?[0];
            var expression = new JsonArray(string.IsNullOrEmpty(inner) ? place : $"{place}.resource ({inner})");
            if (other is not null) expression.Add(other);
            issue["expression"] = expression;
        }

        return JsonSerializer.SerializeToUtf8Bytes(json, Relaxed);
    }

    private static void WriteIssue(Utf8JsonWriter writer, Issue issue)
    {
        writer.WriteStartObject();
        writer.WriteString("severity"u8, issue.Severity.Code());
        writer.WriteString("code"u8, issue.Type.Code());
        writer.WriteString("diagnostics"u8, issue.Fix is null ? issue.Message : $"{issue.Message} {issue.Fix}");
        if (issue.Expression.Length > 0)
        {
            writer.WriteStartArray("expression"u8);
            writer.WriteStringValue(issue.Expression);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
