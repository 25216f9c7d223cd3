using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Tests.Mapping.Schema;

/// <summary>As much of JSON Schema (draft 2020-12) as the schema of mappings uses. A keyword that it does not know is an error.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly string[] Silent = ["$schema", "title", "description", "$defs"];

    /// <summary>Whether a YAML text conforms.</summary>
    public bool Accepts(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Conforms(Json(stream.Documents[0].RootNode), root);
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } plain when decimal.TryParse(plain.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(((YamlScalarNode)node).Value ?? ""),
    };

    private bool Conforms(JsonNode? value, JsonObject schema) => schema.All(keyword => Silent.Contains(keyword.Key) || Holds(value, schema, keyword.Key, keyword.Value!));

    private bool Holds(JsonNode? value, JsonObject schema, string keyword, JsonNode argument) => keyword switch
    {
        "$ref" => Conforms(value, root["$defs"]![argument.GetValue<string>().Split('/')[^1]]!.AsObject()),
        "type" => argument is JsonArray types ? types.Any(type => Is(value, type!.GetValue<string>())) : Is(value, argument.GetValue<string>()),
        "enum" => argument.AsArray().Any(item => JsonNode.DeepEquals(item, value)),
        "pattern" => value is not JsonValue text || !text.TryGetValue<string>(out var words) || Regex.IsMatch(words, argument.GetValue<string>()),
        "minimum" => value is not JsonValue number || !number.TryGetValue<decimal>(out var amount) || amount >= argument.GetValue<int>(),
        "maximum" => value is not JsonValue high || !high.TryGetValue<decimal>(out var most) || most <= argument.GetValue<int>(),
        "minItems" => value is not JsonArray list || list.Count >= argument.GetValue<int>(),
        "minProperties" => value is not JsonObject few || few.Count >= argument.GetValue<int>(),
        "required" => value is not JsonObject needed || argument.AsArray().All(key => needed.ContainsKey(key!.GetValue<string>())),
        "anyOf" => argument.AsArray().Any(choice => Conforms(value, choice!.AsObject())),
        "items" => value is not JsonArray items || items.All(item => Conforms(item, argument.AsObject())),
        "properties" => value is not JsonObject known || known.All(pair => argument[pair.Key] is not JsonObject own || Conforms(pair.Value, own)),
        "patternProperties" => value is not JsonObject named || named.All(pair => schema["properties"]?[pair.Key] is not null || argument.AsObject().All(pattern => !Regex.IsMatch(pair.Key, pattern.Key) || Conforms(pair.Value, pattern.Value!.AsObject()))),
        "additionalProperties" => value is not JsonObject all || all.Where(pair => IsAdditional(schema, pair.Key)).All(pair => argument is JsonObject other && Conforms(pair.Value, other)),
        _ => throw new NotSupportedException($"the check does not know the keyword {keyword}"),
    };

    private static bool IsAdditional(JsonObject schema, string key) =>
        schema["properties"]?[key] is null && schema["patternProperties"]?.AsObject().Any(pattern => Regex.IsMatch(key, pattern.Key)) != true;

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value is JsonValue text && text.TryGetValue<string>(out _),
        "boolean" => value is JsonValue flag && flag.TryGetValue<bool>(out _),
        "number" => value is JsonValue number && number.TryGetValue<decimal>(out _),
        "integer" => value is JsonValue whole && whole.TryGetValue<decimal>(out var amount) && decimal.IsInteger(amount),
        _ => throw new NotSupportedException(type),
    };
}
