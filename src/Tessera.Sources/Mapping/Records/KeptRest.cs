using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Sources.Mapping.Records;

/// <summary><c>keep: rest</c>: what no rule writes stays as the record has it, so that nothing of it is lost but what the mapping says.</summary>
internal sealed class KeptRest(FhirType type)
{
    private readonly Dictionary<string, string> elements = type.Properties.DistinctBy(property => property.JsonName).ToDictionary(property => property.JsonName, property => property.ElementName, StringComparer.Ordinal);

    /// <summary>Writes what is in <c>meta</c>: the record's own without the stamps of its copy, with the profile beside those it claims.</summary>
    public static void WriteMeta(RecordRow row, Utf8JsonWriter json, string source, string? profile)
    {
        var meta = row.Document.Root["meta"];
        foreach (var child in meta.Children)
        {
            if (child.Name is "profile" or "_versionId" or "_lastUpdated" || FhirRecords.OwnForm.Stamps.Contains(child.Name)) continue;
            Write(row, json, meta, child);
        }

        if (meta.Text("source") is null) json.WriteString("source"u8, source);
        var profiles = new List<string>();
        foreach (var claimed in meta["profile"].Items)
            if (HasRest(meta["profile"], row.LeftOut()) && HasRest(claimed, row.LeftOut())) profiles.Add(claimed.ToText());
        if (profile is not null && !profiles.Contains(profile)) profiles.Add(profile);
        if (profiles.Count == 0) return;
        json.WriteStartArray("profile"u8);
        foreach (var claimed in profiles) json.WriteStringValue(claimed);
        json.WriteEndArray();
    }

    /// <summary>Writes the elements of the record that were not written.</summary>
    public void Write(RecordRow row, Utf8JsonWriter json, IEnumerable<string> written)
    {
        var anew = written.ToHashSet(StringComparer.Ordinal);
        foreach (var child in row.Document.Root.Children)
        {
            if (child.Name is "resourceType" or "id" or "meta") continue;
            var name = child.Name.TrimStart('_');
            var isReplaced = anew.Contains(elements.GetValueOrDefault(name, name));
            row.Keep(name, isReplaced, isLeftOut: !HasRest(child, row.LeftOut()));
            if (!isReplaced) Write(row, json, row.Document.Root, child);
        }
    }

    private static void Write(RecordRow row, Utf8JsonWriter json, FhirNode owner, FhirNode property)
    {
        var left = row.LeftOut();
        if (left.Count > 0 && !HasRest(property, left)) return;
        json.WritePropertyName(property.NameUtf8);
        if (left.Count == 0) json.WriteRawValue(property.Raw, skipInputValidation: true);
        else WriteValue(row, json, owner, property, left);
    }

    private static void WriteValue(RecordRow row, Utf8JsonWriter json, FhirNode owner, FhirNode node, HashSet<int> left)
    {
        if (node.Kind == JsonKind.Object)
        {
            json.WriteStartObject();
            foreach (var child in node.Children) Write(row, json, node, child);
            json.WriteEndObject();
        }
        else if (node.Kind == JsonKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in node.Children)
                if (HasRest(item, left)) WriteValue(row, json, node, item, left);
                // Values of a list and their extensions belong together by their places: https://hl7.org/fhir/R4/json.html#primitive
                else if (owner["_" + node.Name].Exists) row.Problem("one of several values with extensions cannot be left out", "Leave out the whole list.");
            json.WriteEndArray();
        }
        else json.WriteRawValue(node.Raw, skipInputValidation: true);
    }

    private static bool HasRest(FhirNode node, HashSet<int> left)
    {
        if (left.Contains(node.Index)) return false;
        if (node.Kind is not (JsonKind.Object or JsonKind.Array)) return true;
        foreach (var child in node.Children)
            if (HasRest(child, left)) return true;
        return false;
    }
}
