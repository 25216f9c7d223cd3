using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tessera.Store;

namespace Tessera.Centre.Audit;

/// <summary>Writes entries of the audit as AuditEvents: https://hl7.org/fhir/R4/auditevent.html</summary>
public static class AuditEventJson
{
    /// <summary>Their type.</summary>
    public const string Type = "AuditEvent";

    internal const string Prefix = "audit.";
    private const int SeriousFailure = 500;
    private const int Failure = 400;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // Codes of https://hl7.org/fhir/R4/valueset-type-restful-interaction.html; operations and pages have none.
    private static readonly HashSet<string> Interactions = new(
        ["read", "vread", "update", "patch", "delete", "history-instance", "history-type", "history-system", "create", "search-type", "search-system", "transaction"], StringComparer.Ordinal);

    /// <summary>An entry as a resource.</summary>
    /// <param name="record">The entry.</param>
    /// <param name="names">Ids of the patients by their keys; one that is not there is said to be unknown.</param>
    public static StoredResource Resource(AuditRecord record, IReadOnlyDictionary<ulong, string> names)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(names);
        var id = Prefix + record.Place;
        return new StoredResource(Type, id, 1, record.Entry.Time, false, Write(id, record.Entry, names));
    }

    private static ReadOnlyMemory<byte> Write(string id, AuditEntry entry, IReadOnlyDictionary<ulong, string> names)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        var time = entry.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("resourceType"u8, Type);
        json.WriteString("id"u8, id);
        json.WriteStartObject("meta"u8);
        json.WriteString("versionId"u8, "1"u8);
        json.WriteString("lastUpdated"u8, time);
        json.WriteEndObject();
        var isRest = Interactions.Contains(entry.Interaction) || entry.Interaction.StartsWith('$');
        WriteCoding(json, "type", "http://terminology.hl7.org/CodeSystem/audit-event-type", isRest ? "rest" : "object");
        WriteSubtype(json, entry.Interaction);
        json.WriteString("action"u8, ((char)entry.Action).ToString());
        json.WriteString("recorded"u8, time);
        json.WriteString("outcome"u8, entry.Status switch { >= SeriousFailure => "8", >= Failure => "4", _ => "0" });
        WriteAgent(json, entry.Who);
        json.WriteStartObject("source"u8);
        json.WriteStartObject("observer"u8);
        json.WriteString("display"u8, "Tessera"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        WriteEntities(json, entry, names);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteCoding(Utf8JsonWriter json, string name, string system, string code)
    {
        json.WriteStartObject(name);
        WriteCode(json, system, code);
        json.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter json, string system, string code)
    {
        json.WriteString("system"u8, system);
        json.WriteString("code"u8, code);
    }

    private static void WriteSubtype(Utf8JsonWriter json, string interaction)
    {
        json.WriteStartArray("subtype"u8);
        json.WriteStartObject();
        if (Interactions.Contains(interaction)) WriteCode(json, "http://hl7.org/fhir/restful-interaction", interaction);
        else json.WriteString("display"u8, interaction);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteAgent(Utf8JsonWriter json, string who)
    {
        json.WriteStartArray("agent"u8);
        json.WriteStartObject();
        json.WriteStartObject("who"u8);
        json.WriteString("display"u8, who);
        json.WriteEndObject();
        json.WriteBoolean("requestor"u8, true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteEntities(Utf8JsonWriter json, AuditEntry entry, IReadOnlyDictionary<ulong, string> names)
    {
        if (entry.Subjects.Count == 0) return;
        json.WriteStartArray("entity"u8);
        foreach (var subject in entry.Subjects)
        {
            json.WriteStartObject();
            json.WriteStartObject("what"u8);
            if (names.TryGetValue(subject, out var id)) json.WriteString("reference"u8, $"Patient/{id}");
            else json.WriteString("display"u8, "a patient who is not in this store"u8);
            json.WriteEndObject();
            WriteCoding(json, "type", "http://terminology.hl7.org/CodeSystem/audit-entity-type", "1");
            WriteCoding(json, "role", "http://terminology.hl7.org/CodeSystem/object-role", "1");
            if (entry.Type.Length > 0 && entry.Type != "Patient") json.WriteString("description"u8, entry.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
