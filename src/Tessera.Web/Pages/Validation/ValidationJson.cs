using System.Buffers;
using System.Text.Json;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Validation;

/// <summary>The validation report as JSON, for tools. It names resources by technical id only.</summary>
internal static class ValidationJson
{
    public static ReadOnlyMemory<byte> Write(ValidationModel model, Texts say)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, OperationOutcomes.Json with { Indented = true })) Write(writer, model, say);
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, ValidationModel model, Texts say)
    {
        writer.WriteStartObject();
        writer.WriteString("centre"u8, model.Shell.Centre);
        writer.WriteString("made"u8, model.Shell.Now);
        writer.WriteString("report"u8, model.Query.Address);
        writer.WriteStartObject("resources"u8);
        writer.WriteNumber("all"u8, model.Totals.All);
        writer.WriteNumber("valid"u8, model.Totals.Valid);
        writer.WriteNumber("unchecked"u8, model.Totals.Unchecked);
        writer.WriteNumber("invalid"u8, model.Totals.Invalid);
        writer.WriteEndObject();
        writer.WriteNumber("quarantinedRecords"u8, model.Quarantined);
        writer.WriteStartArray("rules"u8);
        foreach (var row in model.Rules) WriteRule(writer, row, say);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter writer, RuleRow row, Texts say)
    {
        var rule = row.Rule;
        writer.WriteStartObject();
        writer.WriteNumber("rule"u8, rule.Id);
        writer.WriteString("answer"u8, ValidationQuery.Code(rule.Kind));
        writer.WriteString("severity"u8, rule.Severity.Code());
        writer.WriteString("code"u8, rule.Type.Code());
        writer.WriteString("says"u8, say.Title(rule));
        WriteIfAny(writer, "element", rule.Element);
        WriteIfAny(writer, "profile", rule.Profile);
        WriteIfAny(writer, "constraint", rule.Constraint);
        WriteIfAny(writer, "missing", rule.Missing);
        WriteIfAny(writer, "fix", rule.Fix);
        writer.WriteNumber("resources"u8, row.Resources);
        if (row.Example is { } example) WriteExample(writer, example);
        writer.WriteEndObject();
    }

    private static void WriteExample(Utf8JsonWriter writer, RuleExample example)
    {
        writer.WriteStartObject("example"u8);
        writer.WriteString("resource"u8, $"{example.Line.Type}/{example.Line.Id}");
        WriteIfAny(writer, "expression", example.Issue?.Expression);
        WriteIfAny(writer, "message", example.Issue?.Message);
        WriteIfAny(writer, "file", example.Origin?.File);
        if (example.Origin?.Row is { } row) writer.WriteNumber("row"u8, row);
        writer.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) writer.WriteString(name, text);
    }
}
