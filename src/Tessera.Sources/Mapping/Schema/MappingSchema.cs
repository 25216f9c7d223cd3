using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Mapping.Language;

namespace Tessera.Sources.Mapping.Schema;

/// <summary>The JSON Schema of mapping files, for editors: keys, what they are for, names of profiles. The keys are those that the reader itself
/// knows, so that both cannot drift apart; what the schema cannot say (columns, elements of a type) the reader checks.</summary>
public static class MappingSchema
{
    private const string Cell = @"^(?!\$)|^\$[^|]+(\|.+)*$";
    private const string Condition = @"^((no|not) )?([^ $|{]+\|)?\$.+$|^(not )?referred to by .+$";

    /// <summary>What a key may hold; keys of the reader that are not here may hold anything.</summary>
    private static readonly Dictionary<string, (string Schema, string About)> Known = new(StringComparer.Ordinal)
    {
        ["source"] = ("""{"type":"string","pattern":"^[A-Za-z0-9._-]+$"}""", "Short name of the source. It is part of every id: choose it once."),
        ["version"] = ("""{"type":"integer","minimum":1}""", "Raised when the same row would become something else."),
        ["timeZone"] = ("""{"type":"string"}""", "IANA name of the zone of times that do not say theirs, such as Europe/Berlin."),
        ["patients"] = ("""{"type":"string"}""", "System of the patients' numbers: a URL or OID of the centre."),
        ["format"] = ("""{"$ref":"#/$defs/format"}""", "How files are written; a table may say it for itself."),
        ["maps"] = ("""{"type":"object","additionalProperties":{"type":"object","additionalProperties":{"type":["string","number","boolean"]}}}""", "Code maps: local words and what they mean, a code or system|code."),
        ["tables"] = ("""{"type":"object","minProperties":1,"additionalProperties":{"$ref":"#/$defs/table"}}""", "The tables by name: which files, what a row becomes."),
        ["files"] = ("""{"$ref":"#/$defs/words"}""", "Files relative to the mapping; * stands for any characters."),
        ["patient"] = ("""{"type":"string"}""", "Column with the patient's number; none when rows belong to no patient."),
        ["key"] = ("""{"type":"string"}""", "Column with the record's own number."),
        ["identifiedBy"] = ("""{"$ref":"#/$defs/words"}""", "Columns that tell one row from another, when there is no key."),
        ["required"] = ("""{"$ref":"#/$defs/words"}""", "Columns without which a row is quarantined."),
        ["optional"] = ("""{"$ref":"#/$defs/words"}""", "Columns that a file may lack, a star at the end for all that begin so; every other column that the mapping reads must be there."),
        ["from"] = ("""{"type":"string","pattern":"^[A-Z][A-Za-z]+$"}""", "Type of the FHIR records that the table takes; its columns are FHIRPath."),
        ["where"] = ("""{"type":"string"}""", "FHIRPath: which records of the type; the first table that takes a record has it."),
        ["ignore"] = ("""{"type":["object","string"],"additionalProperties":{"anyOf":[{"type":"string"},{"type":"array"},{"type":"object","properties":{"if":{"$ref":"#/$defs/condition"},"why":{"type":"string"}},"required":["why"],"additionalProperties":false}]}}""", "Columns or paths that feed nothing, each with the reason; for a table of FHIR records also why all of them are left out."),
        ["dates"] = ("""{"anyOf":[{"$ref":"#/$defs/words"},{"type":"object","additionalProperties":{"$ref":"#/$defs/words"}}]}""", "Formats of dates beside ISO 8601, such as dd.MM.yyyy."),
        ["resources"] = ("""{"type":"array","minItems":1,"items":{"$ref":"#/$defs/resource"}}""", "What a row becomes."),
        ["settings"] = ("""{"type":"object"}""", "What a configuration says of a file and its rows do not."),
        ["lists"] = ("""{"type":"object","additionalProperties":{"type":["array","string"]}}""", "Lists of codes that conditions name: $Column in list."),
        ["connections"] = ("""{"type":"object","additionalProperties":{"type":"object"}}""", "Databases that tables are read from."),
        ["connection"] = ("""{"type":"string"}""", "The database that the table is read from."),
        ["query"] = ("""{"type":"string"}""", "What is asked of it."),
        ["recorded"] = ("""{"type":"string"}""", "Column that says when the row was recorded."),
        ["nullIsText"] = ("""{"$ref":"#/$defs/words"}""", "Columns in which NULL is a word, such as family names."),
        ["let"] = ("""{"type":"object","additionalProperties":{"$ref":"#/$defs/element"}}""", "Words of the table: values worked out once and named as $word."),
        ["refuse"] = ("""{"anyOf":[{"type":"object"},{"type":"array","items":{"type":"object"}}]}""", "Rows that are quarantined: if, column, why, fix."),
        ["inOrder"] = ("""{"type":["array","object","string"]}""", "Columns of dates of which none may lie before the one before it."),
        ["delimiter"] = ("""{"type":"string"}""", "Between cells; tab for a tabulator. Without it the header decides."),
        ["centuryFrom"] = ("""{"type":"integer","minimum":1850,"maximum":2000}""", "First of the hundred years that years with two digits lie in: with 1930, 30 is 1930 and 29 is 2029. Without it such dates are refused."),
        ["encoding"] = ("""{"type":"string"}""", "Such as utf-8, windows-1252, iso-8859-1, utf-16."),
        ["decimal"] = ("""{"enum":[",","."]}""", "Sign before the decimals; . where nothing is said."),
        ["grouping"] = ("""{"enum":[".",","," ","'"]}""", "Sign between thousands. Without it a number such as 1.234 beside a decimal comma, which could mean two, is refused."),
    };

    /// <summary>The keys that the schema says nothing of beyond their names.</summary>
    internal static IEnumerable<string> Undescribed => MappingFile.Keys.Concat(TableReader.Keys).Concat(FormatReader.Keys).Where(key => !Known.ContainsKey(key));

    /// <summary>The schema (draft 2020-12) as JSON.</summary>
    /// <param name="definitions">The loaded profiles, whose names editors then offer.</param>
    public static string Write(FhirDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var schema = Closed(MappingFile.Keys, "source", "tables");
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["title"] = "Tessera mapping";
        var table = Closed(TableReader.Keys);
        table["anyOf"] = JsonNode.Parse("""[{"required":["resources"]},{"required":["from","ignore"]}]""");
        schema["$defs"] = new JsonObject
        {
            ["words"] = JsonNode.Parse("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}"""),
            ["format"] = Closed(FormatReader.Keys),
            ["table"] = table,
            ["resource"] = Resource(definitions),
            ["element"] = JsonNode.Parse($$$"""{"anyOf":[{"type":"string","pattern":{{{Text(Cell)}}}},{"type":["number","boolean"]},{"$ref":"#/$defs/object"},{"type":"array","items":{"$ref":"#/$defs/element"}}]}"""),
            ["object"] = JsonNode.Parse("""{"type":"object","minProperties":1,"properties":{"if":{"$ref":"#/$defs/condition"},"repeat":{"type":"string","pattern":"^[0-9]+\\.\\.[0-9]+$"},"slice":{"type":"string"}},"patternProperties":{"^_?[a-zA-Z]+$":{"$ref":"#/$defs/element"}},"additionalProperties":false}"""),
            ["conditions"] = JsonNode.Parse("""{"type":"array","minItems":1,"items":{"$ref":"#/$defs/condition"}}"""),
            ["condition"] = JsonNode.Parse($$$"""{"anyOf":[{"type":"string","pattern":{{{Text(Condition)}}}},{"$ref":"#/$defs/conditions"},{"type":"object","properties":{"any":{"$ref":"#/$defs/conditions"},"all":{"$ref":"#/$defs/conditions"},"none":{"$ref":"#/$defs/conditions"}},"additionalProperties":false,"minProperties":1}],"description":"$Column, no $Column, $Column is a, b, $Column starts with a, $Column in list, $Column matches pattern; a list: all of them"}"""),
        };
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonObject Closed(IEnumerable<string> keys, params string[] required)
    {
        var properties = new JsonObject();
        foreach (var key in keys) properties[key] = Property(key);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Length > 0) schema["required"] = new JsonArray([.. required.Select(key => (JsonNode)key)]);
        return schema;
    }

    private static JsonObject Property(string key)
    {
        if (!Known.TryGetValue(key, out var known)) return new JsonObject();
        var property = JsonNode.Parse(known.Schema)!.AsObject();
        property["description"] = known.About;
        return property;
    }

    private static JsonObject Resource(FhirDefinitions definitions)
    {
        var profiles = definitions.Urls(DefinitionKind.StructureDefinition).Select(definitions.FindStructure)
            .Where(structure => structure is { IsProfile: true, Kind: "resource", IsAbstract: false }).Select(structure => structure!.Url[(structure.Url.LastIndexOf('/') + 1)..])
            .Distinct().Order(StringComparer.Ordinal).Select(name => (JsonNode)name);
        var schema = JsonNode.Parse("""
            {"type":"object","anyOf":[{"required":["profile"]},{"required":["resource"]}],
             "properties":{"resource":{"type":"string","description":"Type of a resource without a profile, such as Condition."},
              "as":{"type":"string","description":"A word that tells two resources of a row apart, and that references name: table/word."},
              "keep":{"enum":["rest"],"description":"Of a FHIR record: what is not written here stays as it is."},
              "if":{"$ref":"#/$defs/condition"},"repeat":{"type":"string","pattern":"^[0-9]+\\.\\.[0-9]+$"}},
             "patternProperties":{"^_?[a-zA-Z]+$":{"$ref":"#/$defs/element"}},"additionalProperties":false}
            """)!.AsObject();
        schema["properties"]!["profile"] = new JsonObject
        {
            ["description"] = "A profile of a loaded package: its URL, or the last part of it.",
            ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray([.. profiles]) }, new JsonObject { ["type"] = "string" }, JsonNode.Parse("""{"type":"array","minItems":1,"items":{"type":"object","properties":{"is":{"type":"string"},"if":{"$ref":"#/$defs/condition"},"because":{"type":"string"}},"additionalProperties":false}}""")),
        };
        return schema;
    }

    private static string Text(string text) => JsonSerializer.Serialize(text);
}
