using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Sources.FhirRecords;

/// <summary>Writes corrected values into a resource; all other values stay as the source writes them, decimals included.</summary>
internal static class ResourceEdit
{
    private const int Deepest = 512;

    private static readonly JsonSerializerOptions Output = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Deepest };

    /// <summary>The resource with other values at their places; an empty one takes its element out, and what is empty then.</summary>
    public static FhirDocument Apply(FhirDocument document, IReadOnlyList<SourceCell> corrected, FhirDefinitions definitions)
    {
        var root = JsonNode.Parse(document.Bytes.Span, documentOptions: new JsonDocumentOptions { MaxDepth = Deepest })!;
        var gone = new List<JsonNode>();
        foreach (var (path, value) in corrected)
        {
            var steps = ResourcePath.Steps(path);
            if (steps.Count == 0) continue;
            if (value.Length > 0) Put(root, steps, value, ResourcePath.Property(path, definitions));
            else if (Find(root, steps) is { } node) gone.Add(node);
        }

        // After all others, so that no item of a list has moved meanwhile.
        foreach (var node in gone) Remove(node);
        return FhirDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(root, Output), definitions.Names);
    }

    private static JsonNode? Find(JsonNode root, IReadOnlyList<object> steps)
    {
        var at = root;
        foreach (var step in steps) at = at is null ? null : Child(at, step);
        return at;
    }

    private static JsonNode? Child(JsonNode node, object step) => (node, step) switch
    {
        (JsonObject parent, string name) => parent[name],
        (JsonArray items, int number) when number < items.Count => items[number],
        _ => null,
    };

    private static void Put(JsonNode root, IReadOnlyList<object> steps, string value, FhirProperty? property)
    {
        var at = root;
        for (var i = 0; i < steps.Count - 1; i++)
        {
            if (!HasRoom(at, steps[i])) return;
            at = Child(at, steps[i]) ?? Set(at, steps[i], steps[i + 1] is int ? new JsonArray() : new JsonObject());
        }

        if (HasRoom(at, steps[^1])) Set(at, steps[^1], Value(Child(at, steps[^1])?.GetValueKind(), value, property));
    }

    // Where the source wrote something else than the element is, such as a text for a reference, that is what there is to correct.
    private static bool HasRoom(JsonNode node, object step) => (node, step) is (JsonObject, string) or (JsonArray, int);

    private static JsonNode Set(JsonNode parent, object step, JsonNode value)
    {
        if (step is string name) parent.AsObject()[name] = value;
        else if (step is int number && number < parent.AsArray().Count) parent.AsArray()[number] = value;
        else parent.AsArray().Add(value);
        return value;
    }

    // Of the kind that stands there, else of that which the element has; what cannot be of that kind stays a text, and validation says so.
    private static JsonNode Value(JsonValueKind? before, string text, FhirProperty? property)
    {
        var isNumber = before is JsonValueKind.Number || (before is null && property?.TypeName is "decimal" or "integer" or "positiveInt" or "unsignedInt");
        var isTruth = before is JsonValueKind.True or JsonValueKind.False || (before is null && property?.TypeName is "boolean");
        if ((isNumber || isTruth) && Parsed(text) is { } parsed && parsed.GetValueKind() is var kind && (isNumber ? kind == JsonValueKind.Number : kind is JsonValueKind.True or JsonValueKind.False)) return parsed;
        return JsonValue.Create(text);
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Remove(JsonNode node)
    {
        while (node.Parent is { } parent)
        {
            if (parent is JsonObject holder) holder.Remove(node.GetPropertyName());
            else if (parent is JsonArray items && HasCompanion(items)) items[node.GetElementIndex()] = null;
            else if (parent is JsonArray list) list.Remove(node);
            if (parent is JsonObject { Count: > 0 } or JsonArray { Count: > 0 }) return;
            node = parent;
        }
    }

    // Extensions of the items of a list are found by their place: https://hl7.org/fhir/R4/json.html#primitive
    private static bool HasCompanion(JsonArray items) => items.Parent is JsonObject holder && holder.ContainsKey("_" + items.GetPropertyName());
}
