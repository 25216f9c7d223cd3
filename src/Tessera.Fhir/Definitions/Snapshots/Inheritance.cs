using System.Text.Json;
using Tessera.Fhir.Definitions.Compile;

namespace Tessera.Fhir.Definitions.Snapshots;

/// <summary>What an attribute becomes when another structure inherits it: what was said relative to its own structure is said in full.</summary>
internal sealed class Inheritance(JsonElement structureDefinition)
{
    private const string Specification = "http://hl7.org/fhir/R4/";
    private const string BaseUrl = "http://hl7.org/fhir/StructureDefinition/";
    private const string FhirType = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

    private static readonly string[] OfThePublication =
    [
        "structuredefinition-standards-status", "structuredefinition-normative-version", "structuredefinition-fmm", "structuredefinition-wg",
        "structuredefinition-category", "structuredefinition-ballot-status", "elementdefinition-isCommonBinding",
    ];

    private readonly string url = structureDefinition.Text("url");
    private readonly string type = structureDefinition.Text("type");
    private readonly bool isOfTheSpecification = structureDefinition.Text("url").StartsWith(BaseUrl, StringComparison.Ordinal);

    public JsonElement Of(JsonProperty attribute, ElementStep[] steps) => attribute.Name switch
    {
        "definition" or "comment" or "requirements" when isOfTheSpecification => MarkdownLinks.Absolute(attribute.Value, Specification),
        "constraint" => WithSource(attribute.Value),
        "extension" => WithoutStatus(attribute.Value),
        "binding" => attribute.Value.Part("extension") is { ValueKind: JsonValueKind.Array } extensions ? attribute.Value.With("extension", WithoutStatus(extensions)) : attribute.Value,
        "contentReference" => WithStructure(attribute.Value),
        "type" when IsResourceId(steps) => OfTypeId(attribute.Value),
        _ => attribute.Value,
    };

    // How far a publication has come, and how it is to be shown, is not inherited.
    private static JsonElement WithoutStatus(JsonElement extensions) => extensions.ValueKind == JsonValueKind.Array && extensions.EnumerateArray().Any(IsStatus)
        ? JsonWriting.Array(extensions.EnumerateArray().Where(extension => !IsStatus(extension)))
        : extensions;

    private static bool IsStatus(JsonElement extension) =>
        extension.Text("url") is var url && url.StartsWith(BaseUrl, StringComparison.Ordinal) && OfThePublication.Contains(url[BaseUrl.Length..]);

    // A rule that names no source comes from the structure that it stands in.
    private JsonElement WithSource(JsonElement constraints) => constraints.ValueKind == JsonValueKind.Array && constraints.EnumerateArray().Any(LacksSource)
        ? Each(constraints, rule => LacksSource(rule) ? rule.With("source", JsonWriting.Text(url)) : rule)
        : constraints;

    private static bool LacksSource(JsonElement rule) => rule.ValueKind == JsonValueKind.Object && rule.OptionalText("source") is null;

    private JsonElement WithStructure(JsonElement reference) =>
        reference.AsText() is { } text && text.StartsWith('#') ? JsonWriting.Text(BaseUrl + type + text) : reference;

    // R4's definitions call the ids of resources "string" though their page says "id" (https://hl7.org/fhir/R4/resource.html#id).
    private bool IsResourceId(ElementStep[] steps) => steps is [_, { Name: "id" }] && structureDefinition.Text("kind") == "resource";

    private static JsonElement OfTypeId(JsonElement types) => Each(types,
        type => type.Part("extension") is { ValueKind: JsonValueKind.Array } extensions ? type.With("extension", Each(extensions, OfTypeIdExtension)) : type);

    private static JsonElement OfTypeIdExtension(JsonElement extension) =>
        extension.Text("url") == FhirType ? extension.With("valueUrl", JsonWriting.Text("id")) : extension;

    private static JsonElement Each(JsonElement items, Func<JsonElement, JsonElement> change) =>
        items.ValueKind == JsonValueKind.Array ? JsonWriting.Array(items.EnumerateArray().Select(change)) : items;
}
