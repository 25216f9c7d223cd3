using System.Text.Json;
using Tessera.Fhir.Definitions.Layers;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>Reads a CodeSystem from its JSON: nested concepts and parent and child properties become one list with parents.</summary>
internal static class CodeSystemJson
{
    public static CodeSystemSource Read(JsonElement json)
    {
        var properties = json.Items("property").Select(property => new ConceptProperty(property.Text("code"), property.OptionalText("uri"))).ToList();
        var concepts = new Dictionary<string, ConceptSource>(StringComparer.Ordinal);
        foreach (var concept in json.Items("concept")) Add(concepts, concept, null, properties);
        foreach (var concept in concepts.Values.ToArray()) Link(concepts, concept, properties);
        return new CodeSystemSource
        {
            Url = json.Text("url"),
            Version = json.Text("version"),
            Name = json.Text("name"),
            Title = json.OptionalText("title") ?? json.Text("name"),
            ValueSet = json.OptionalText("valueSet"),
            // What names the code system that it adds to is a supplement, whatever else it says.
            Content = json.OptionalText("supplements") is null ? Content(json.Text("content")) : CodeSystemContent.Supplement,
            // Codes are case sensitive unless their system says otherwise (http://hl7.org/fhir/R4/datatypes.html#code).
            IsCaseSensitive = json.Part("caseSensitive").ValueKind != JsonValueKind.False,
            Properties = properties,
            Concepts = concepts.Values.ToArray(),
        };
    }

    // A code that stands under several parents may be written several times.
    private static void Add(Dictionary<string, ConceptSource> concepts, JsonElement json, ConceptSource? parent, List<ConceptProperty> properties)
    {
        if (json.OptionalText("code") is not { Length: > 0 } code) return;
        if (!concepts.TryGetValue(code, out var concept))
        {
            concept = new ConceptSource(code, json.OptionalText("display")) { Index = concepts.Count };
            concepts.Add(code, concept);
            foreach (var property in json.Items("property"))
                if (Value(property) is { } value) concept.AddProperty(Index(properties, property.Text("code")), value);
        }
        if (parent is not null) concept.AddParent(parent.Index);
        foreach (var child in json.Items("concept")) Add(concepts, child, concept, properties);
    }

    // Concepts may use a property that their system does not declare.
    private static int Index(List<ConceptProperty> properties, string code)
    {
        var index = properties.FindIndex(known => known.Code == code);
        if (index >= 0) return index;
        properties.Add(new ConceptProperty(code, null));
        return properties.Count - 1;
    }

    private static void Link(Dictionary<string, ConceptSource> concepts, ConceptSource concept, List<ConceptProperty> properties)
    {
        foreach (var (index, value) in concept.Properties)
        {
            if (!concepts.TryGetValue(value, out var other) || other == concept) continue;
            if (properties[index].IsParent) concept.AddParent(other.Index);
            else if (properties[index].IsChild) other.AddParent(concept.Index);
        }
    }

    private static string? Value(JsonElement property) => property.Choice("value")?.Value switch
    {
        { ValueKind: JsonValueKind.String } text => text.AsText(),
        { ValueKind: JsonValueKind.Object } coding => coding.OptionalText("code"),
        { } other => other.GetRawText(),
        null => null,
    };

    private static CodeSystemContent Content(string text) => text switch
    {
        "complete" => CodeSystemContent.Complete,
        "fragment" => CodeSystemContent.Fragment,
        "example" => CodeSystemContent.Example,
        "supplement" => CodeSystemContent.Supplement,
        _ => CodeSystemContent.NotPresent,
    };
}
