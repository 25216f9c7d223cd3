using System.Text.Json;
using Tessera.Fhir.Json;

namespace Tessera.Centre.Codes.Maps;

/// <summary>A code map as FHIR ConceptMap and back (https://hl7.org/fhir/R4/conceptmap.html): what holds now, without the history.
/// <c>sourceUri</c> is the profile with the element after <c>#</c>; a group's source is the system, or for texts
/// <c>urn:tessera:source:</c> and the id of the source that writes them.</summary>
public static class ConceptMapJson
{
    private const string TextOf = "urn:tessera:source:";

    /// <summary>Writes a map.</summary>
    public static void Write(Utf8JsonWriter json, CodeMap map, IEnumerable<CodeMapChange> decisions)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(map);
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "ConceptMap");
        json.WriteString("id"u8, map.Name);
        json.WriteString("url"u8, "urn:tessera:code-map:" + map.Name);
        json.WriteString("version"u8, map.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("name"u8, map.Name);
        json.WriteString("status"u8, "active");
        json.WriteString("sourceUri"u8, $"{map.Scope.Profile}#{map.Scope.Path}");
        json.WriteStartArray("group"u8);
        foreach (var group in decisions.GroupBy(decision => decision.Target?.System, StringComparer.Ordinal)) Write(json, map, group.Key, group);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads the decisions of a ConceptMap that was written like this.</summary>
    /// <param name="document">The ConceptMap.</param>
    /// <param name="who">Who brings it.</param>
    /// <param name="why">Why, or empty.</param>
    /// <param name="decisions">The decisions.</param>
    /// <returns>Whether it is one; else nothing is read.</returns>
    public static bool TryRead(FhirDocument document, string who, string why, out IReadOnlyList<CodeDecision> decisions)
    {
        ArgumentNullException.ThrowIfNull(document);
        decisions = [];
        if (document.ResourceType != "ConceptMap" || document.Root.Text("sourceUri")?.Split('#') is not [{ Length: > 0 } profile, { Length: > 0 } path]) return false;
        var read = new List<CodeDecision>();
        foreach (var group in document.Root["group"].Items)
        {
            var from = group.Text("source") ?? TextOf;
            var (system, source) = from.StartsWith(TextOf, StringComparison.Ordinal) ? ("", from[TextOf.Length..]) : (from, "");
            foreach (var element in group["element"].Items)
            foreach (var target in element["target"].Items)
            {
                if (element.Text("code") is not { Length: > 0 } value || target.Text("equivalence") is not { } equivalence) return false;
                var key = new CodeKey(source, profile, path, system, value);
                if (equivalence == "unmatched") read.Add(new CodeDecision(key, CodeAction.Reject, null, who, why));
                else if (group.Text("target") is { } targets && target.Text("code") is { } code && Enum.TryParse<CodeRelationship>(equivalence, ignoreCase: true, out var relationship))
                    read.Add(new CodeDecision(key, CodeAction.Accept, new CodeTarget(targets, code, target.Text("display")), who, why) { Relationship = relationship });
                else return false;
            }
        }

        decisions = read;
        return true;
    }

    private static void Write(Utf8JsonWriter json, CodeMap map, string? targets, IEnumerable<CodeMapChange> decisions)
    {
        json.WriteStartObject();
        json.WriteString("source"u8, map.Scope.System.Length > 0 ? map.Scope.System : TextOf + map.Scope.Source);
        if (targets is not null) json.WriteString("target"u8, targets);
        json.WriteStartArray("element"u8);
        foreach (var decision in decisions)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, decision.Value);
            json.WriteStartArray("target"u8);
            json.WriteStartObject();
            if (decision.Target is { } target)
            {
                json.WriteString("code"u8, target.Code);
                if (target.Display is { } display) json.WriteString("display"u8, display);
                json.WriteString("equivalence"u8, decision.Relationship.ToString().ToLowerInvariant());
            }
            else json.WriteString("equivalence"u8, "unmatched");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
