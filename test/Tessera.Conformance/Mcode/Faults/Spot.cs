using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;

namespace Tessera.Conformance.Mcode.Faults;

/// <summary>A property of an example: where it is, and what its type and its profile say of it.</summary>
/// <param name="Steps">Names and indexes from the resource to the object that holds it.</param>
/// <param name="Place">FHIRPath of that object.</param>
/// <param name="Property">What the base specification says.</param>
/// <param name="Element">What the profile says, or the base specification where the profile is silent.</param>
internal sealed record Spot(IReadOnlyList<object> Steps, string Place, FhirProperty Property, ElementDefinition Element)
{
    public string Name => Property.JsonName;

    public string Type => Property.TypeName;

    /// <summary>The object that holds the property, in a copy of the example.</summary>
    public JsonObject In(JsonObject copy)
    {
        JsonNode node = copy;
        foreach (var step in Steps) node = step is int index ? node[index]! : node[(string)step]!;
        return (JsonObject)node;
    }

    /// <summary>All properties of an example that its type has.</summary>
    public static IEnumerable<Spot> Of(JsonObject resource, FhirDefinitions definitions)
    {
        var type = definitions.Type((string)resource["resourceType"]!)!;
        var profile = (string?)resource["meta"]?["profile"]?[0] is { } url ? definitions.FindStructure(url) : null;
        var elements = (profile ?? type.Structure).Elements.Where(element => !element.Id.Contains(':', StringComparison.Ordinal)).ToDictionary(element => element.Path);
        return Walk(resource, type, [], type.Name, type.Name, elements, definitions);
    }

    private static IEnumerable<Spot> Walk(
        JsonObject node, FhirType type, object[] steps, string place, string path, Dictionary<string, ElementDefinition> elements, FhirDefinitions definitions)
    {
        foreach (var (name, value) in node)
        {
            var property = type.Properties.FirstOrDefault(candidate => candidate.JsonName == name);
            if (property is null || value is null) continue;
            var elementPath = $"{path}.{property.ElementName}{(property.IsChoice ? "[x]" : "")}";
            yield return new Spot(steps, place, property, elements.GetValueOrDefault(elementPath, property.Element));
            if (property.Type.Kind == FhirTypeKind.Primitive) continue;
            var items = value is JsonArray list ? list.Select((item, index) => (Node: item, Index: index)) : [(Node: value, Index: -1)];
            foreach (var (item, index) in items)
            {
                if (item is not JsonObject inner) continue;
                object[] below = index < 0 ? [.. steps, name] : [.. steps, name, index];
                var innerType = definitions.Type((string?)inner["resourceType"] ?? "") ?? property.Type;
                var innerPlace = $"{place}.{property.ElementName}{(index < 0 ? "" : $"[{index}]")}";
                // Inside an inner resource its own profile speaks, which is not looked up here.
                var innerElements = inner.ContainsKey("resourceType") ? [] : elements;
                foreach (var spot in Walk(inner, innerType, below, innerPlace, elementPath, innerElements, definitions)) yield return spot;
            }
        }
    }
}
