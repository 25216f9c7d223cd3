using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tessera.Centre.Codes.Maps;
using Tessera.Centre.Quarantine;

namespace Tessera.Centre.Provenances;

/// <summary>Writes a Provenance of an import: what came out, when, by what, from which rows of which file, who corrected which of their cells, and
/// which decisions of code maps added codes. See
/// https://hl7.org/fhir/R4/provenance.html</summary>
internal static class ProvenanceJson
{
    private const int MostRows = 50;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(string id, DateTimeOffset importedAt, IReadOnlyList<ProvenancePart> parts, IReadOnlyList<Correction> corrections)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer, Options);
        var time = importedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("resourceType"u8, ImportProvenances.Type);
        json.WriteString("id"u8, id);
        json.WriteStartObject("meta"u8);
        json.WriteString("versionId"u8, "1"u8);
        json.WriteString("lastUpdated"u8, time);
        json.WriteEndObject();
        json.WriteStartArray("target"u8);
        foreach (var (type, target) in parts.Select(part => (part.Type, part.Id)).Distinct())
        {
            json.WriteStartObject();
            json.WriteString("reference"u8, $"{type}/{target}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("recorded"u8, time);
        json.WriteStartObject("activity"u8);
        json.WriteString("text"u8, "Import"u8);
        json.WriteEndObject();
        json.WriteStartArray("agent"u8);
        WriteAgent(json, "assembler", "Tessera");
        var decisions = parts.SelectMany(part => part.Mapped).GroupBy(code => code.Decision).OrderBy(code => code.Key.Map, StringComparer.Ordinal).ThenBy(code => code.Key.Version).ToList();
        foreach (var author in corrections.SelectMany(correction => correction.Corrected).Select(cell => cell.Author).Concat(decisions.Select(code => code.Key.Who)).Distinct()) WriteAgent(json, "author", author);
        json.WriteEndArray();
        json.WriteStartArray("entity"u8);
        foreach (var file in parts.GroupBy(part => (part.Origin.Source, part.Origin.File, part.Origin.Mapping))) WriteFile(json, file.Key, file.Select(part => part.Origin.Row));
        foreach (var correction in corrections) WriteCorrection(json, correction);
        foreach (var decision in decisions) WriteDecision(json, decision.Key, decision.First().Path);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteAgent(Utf8JsonWriter json, string type, string name)
    {
        json.WriteStartObject();
        json.WriteStartObject("type"u8);
        json.WriteStartArray("coding"u8);
        json.WriteStartObject();
        json.WriteString("system"u8, "http://terminology.hl7.org/CodeSystem/provenance-participant-type"u8);
        json.WriteString("code"u8, type);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("who"u8);
        json.WriteString("display"u8, name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // What the cells said and say is in the history of corrections: a Provenance names who changed which of them, and when.
    private static void WriteCorrection(Utf8JsonWriter json, Correction correction)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, "revision"u8);
        json.WriteStartObject("what"u8);
        json.WriteStartObject("identifier"u8);
        json.WriteString("system"u8, $"urn:tessera:{correction.Source}:correction");
        json.WriteString("value"u8, correction.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        var cells = correction.Corrected.GroupBy(cell => (cell.Author, cell.Made))
            .Select(said => $"{string.Join(", ", said.Select(cell => cell.Column))} corrected by {said.Key.Author}, {Moment(said.Key.Made)}");
        json.WriteString("display"u8, $"{correction.File} row {correction.Row.ToString(CultureInfo.InvariantCulture)}: {string.Join("; ", cells)}");
        json.WriteEndObject();
        json.WriteStartArray("agent"u8);
        foreach (var author in correction.Corrected.Select(cell => cell.Author).Distinct()) WriteAgent(json, "author", author);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The value that was decided about may hold what people write freely: the map has it.
    private static void WriteDecision(Utf8JsonWriter json, CodeMapChange decision, string path)
    {
        var version = decision.Version.ToString(CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("role"u8, "derivation"u8);
        json.WriteStartObject("what"u8);
        json.WriteStartObject("identifier"u8);
        json.WriteString("system"u8, "urn:tessera:code-map"u8);
        json.WriteString("value"u8, $"{decision.Map}@{version}");
        json.WriteEndObject();
        json.WriteString("display"u8, $"{path} {decision.Target!.System}|{decision.Target.Code} by code map {decision.Map} version {version}, decided by {decision.Who}, {Moment(decision.At)}");
        json.WriteEndObject();
        json.WriteStartArray("agent"u8);
        WriteAgent(json, "author", decision.Who);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static void WriteFile(Utf8JsonWriter json, (string Source, string File, string Mapping) file, IEnumerable<int?> rows)
    {
        var numbers = rows.Where(row => row is not null).Select(row => row!.Value).Distinct().Order().ToList();
        var which = numbers.Count == 0 ? "" : (numbers.Count == 1 ? " row " : " rows ") + string.Join(", ", numbers.Take(MostRows)) + (numbers.Count > MostRows ? " …" : "");
        json.WriteStartObject();
        json.WriteString("role"u8, "source"u8);
        json.WriteStartObject("what"u8);
        json.WriteStartObject("identifier"u8);
        json.WriteString("system"u8, $"urn:tessera:{file.Source}:file");
        json.WriteString("value"u8, file.File);
        json.WriteEndObject();
        json.WriteString("display"u8, $"{file.File}{which}, by {file.Mapping}");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
