using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tessera.Sources.Mapping;

/// <summary>Runs the rules of a layout over a row.</summary>
internal sealed class RowEvaluation : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Layout layout;
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter json;
    private readonly OriginSets origins = new();

    public RowEvaluation(Layout layout)
    {
        this.layout = layout;
        json = new Utf8JsonWriter(buffer, Options);
    }

    /// <summary>Whether the row becomes resources.</summary>
    public bool IsGood(Row row)
    {
        if (!Check(row)) return false;
        foreach (var rule in layout.Resources)
            if (rule.Applies(row)) Write(rule, row, "");
        return row.Problems.Count == 0;
    }

    /// <summary>The row's resources as JSON, or none when it has problems.</summary>
    public List<(ResourceRule Rule, string Id, byte[] Json, ElementOrigin[] Origins)> Evaluate(Row row)
    {
        var resources = new List<(ResourceRule, string, byte[], ElementOrigin[])>(layout.Resources.Length);
        if (!Check(row)) return resources;
        foreach (var rule in layout.Resources)
        {
            if (!rule.Applies(row)) continue;
            row.Origins.Clear();
            var id = rule.IdOf(row);
            Write(rule, row, id);
            if (rule.Decision(row) is { } decision) row.Origins.Add(decision);
            resources.Add((rule, id, buffer.WrittenSpan.ToArray(), origins.Of(row.Origins)));
        }
        if (row.Problems.Count > 0) resources.Clear();
        return resources;
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    // Rules between cells expect the required ones to be there.
    private bool Check(Row row)
    {
        row.CheckRequired();
        layout.Check(row);
        return row.Problems.Count == 0;
    }

    private void Write(ResourceRule rule, Row row, string id)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        rule.Write(row, json, id);
        json.Flush();
    }
}
