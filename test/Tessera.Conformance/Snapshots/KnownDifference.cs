using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tessera.Conformance.Snapshots;

/// <summary>A way in which published snapshots differ from generated ones, and why that is right.</summary>
internal sealed record KnownDifference(string Name, string Reason, Func<SnapshotDifference, bool> Explains)
{
    private const string Extensions = "http://hl7.org/fhir/StructureDefinition/";

    private static readonly string[] Markers =
    [
        "structuredefinition-standards-status", "structuredefinition-normative-version", "structuredefinition-explicit-type-name", "elementdefinition-isCommonBinding",
    ];

    public static readonly IReadOnlyList<KnownDifference> All =
    [
        new("markers of a publication", "how far the base specification has come and how to show it; US Core's publisher inherited them, mCODE's newer one does not",
            d => d.Attribute is "extension" or "binding" && Same(d, node => Without(node, Markers))),
        new("white space", "the publisher trims mappings", d => d.Attribute == "mapping" && Same(d, Trimmed)),
        new("the same extension twice", "the publisher repeats elementdefinition-type-must-support when a profile states it again",
            d => d.Attribute == "type" && Same(d, Deduplicated)),
        new("one type of a choice within a slice",
            "R4: a path such as valueQuantity constrains that type alone, as the publisher does outside slices; within one it narrows the whole choice",
            d => d.Profile is "us-core-blood-pressure" or "us-core-pulse-oximetry" or "us-core-observation-occupation" && Within(d, "Observation.component:", ".value[x]")),
        new("a slice keeps what its element demands",
            "R4: what the unsliced element demands holds for every slice; the publisher makes slices from the base profile's element",
            d => (d.Profile == "us-core-provenance" && Within(d, "Provenance.agent:", "")) || (d.Profile == "mcode-patient-bundle" && Within(d, "Bundle.entry:", ".resource"))),
        new("rules and words of a type's profile", "taken over wherever a type has a profile; the publisher does not where the differential goes on below or stands deeper",
            d => d.Element.EndsWith(".identifier:bodyStructureIdentifier", StringComparison.Ordinal) ||
                (d.Attribute is "constraint" or "condition" or "isSummary" && d.Element.Split('.')[^1].StartsWith("extension:", StringComparison.Ordinal))),
        new("source of a rule", "the narrative's own rules are those of Narrative, not of CarePlan", d => d is { Profile: "us-core-careplan", Element: "CarePlan.text.div", Attribute: "constraint" }),
        new("meaning of an order", "the publisher forgets ElementDefinition.orderMeaning", d => d.Attribute == "orderMeaning" && d.Published is null),
        new("words of an inherited extension", "the publisher resets them when a profile touches the slice", d => d is { Profile: "mcode-cancer-patient", Element: "Patient.extension:birthsex" }),
        new("another edition of a base", "a rule of the vital signs, the type of Bundle.entry.response.outcome, links to R5 and an extension's words differ from what can be had today",
            d => d is { Element: "Observation.effective[x]", Attribute: "constraint" } or { Element: "Condition.extension:assertedDate", Attribute: "definition" }
                || (d.Profile == "mcode-patient-bundle" && (d is { Attribute: "constraint" } || d.Element.EndsWith(".response.outcome", StringComparison.Ordinal)))
                || d.Element.StartsWith("Condition.extension:relatedPrimaryCancerCondition.", StringComparison.Ordinal)
                || (d.Attribute == "definition" && d.Published?.ToString().Contains("/R5/", StringComparison.Ordinal) == true)),
        new("genomics-reporting 3.0.0 in place of 2.0.0", "npm has no other; its Variant profile demands other things", d => d.Profile == "mcode-genomic-variant"),
    ];

    private static bool Within(SnapshotDifference difference, string start, string part) =>
        difference.Element.StartsWith(start, StringComparison.Ordinal) && difference.Element.Contains(part, StringComparison.Ordinal);

    private static bool Same(SnapshotDifference difference, Func<JsonNode?, JsonNode?> change) =>
        JsonNode.DeepEquals(change(Node(difference.Published)), change(Node(difference.Generated)));

    private static JsonNode? Node(JsonElement? value) => value is { } some ? JsonNode.Parse(some.GetRawText()) : null;

    private static JsonNode? Without(JsonNode? node, string[] markers)
    {
        if (node is JsonObject value && value.ContainsKey("extension")) value["extension"] = Without(value["extension"]!.DeepClone(), markers);
        if (node is not JsonArray list) return node;
        var kept = list.Where(item => !markers.Contains(((string?)item!["url"])?.Replace(Extensions, "", StringComparison.Ordinal))).Select(item => item!.DeepClone()).ToArray();
        return kept.Length == 0 ? null : new JsonArray(kept);
    }

    private static JsonNode? Trimmed(JsonNode? node)
    {
        foreach (var mapping in node as JsonArray ?? []) mapping!["map"] = ((string?)mapping["map"])?.Trim();
        return node;
    }

    private static JsonNode? Deduplicated(JsonNode? node)
    {
        foreach (var type in node as JsonArray ?? [])
            if (type!["extension"] is JsonArray extensions)
                type["extension"] = new JsonArray(extensions.DistinctBy(extension => extension!.ToJsonString()).Select(extension => extension!.DeepClone()).ToArray());
        return node;
    }
}
