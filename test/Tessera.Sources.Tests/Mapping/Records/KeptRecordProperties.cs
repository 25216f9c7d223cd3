using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Tessera.Sources.Tests.Mapping.Records;

/// <summary>Whatever a record says and whatever is ignored of it: every value is in the resource or told.</summary>
public sealed class KeptRecordProperties(BuiltInDefinitions built)
{
    private static readonly (string Name, string Json)[] Elements =
    [
        ("category", """[{"coding":[{"system":"urn:c","code":"a"},{"system":"urn:c","code":"a"}]},{"text":"é"},{"text":"é"}]"""), ("code", """{"coding":[{"system":"urn:l","code":"x","display":"y"}],"text":"z"}"""),
        ("effectivePeriod", """{"start":"2025-01-01","_end":{"extension":[{"url":"urn:e","valueCode":"open"}]}}"""), ("valueQuantity", """{"value":1.500,"unit":"mg"}"""), ("note", """[{"text":"one"},{"text":"two"}]"""),
        ("component", """[{"code":{"text":"k"},"valueString":"v"},{"code":{"text":"k"},"valueInteger":2}]"""), ("extension", """[{"url":"urn:a","valueString":"b"},{"url":"urn:c","extension":[{"url":"d","valueInteger":1}]}]"""),
    ];

    private static readonly string[] Paths = ["category.coding", "code.text", "effective.start", "note.where(text = 'two')", "component.first()", "extension.where(url = 'urn:c')", "value.unit", "note"];

    [Fact]
    public void Nothing_is_lost_that_no_rule_names()
    {
        var pieces = Gen.SubListOf(Elements).SelectMany(elements => Gen.SubListOf(Paths).Select(ignored => (elements.ToArray(), ignored.ToArray())));
        Prop.ForAll(pieces.ToArbitrary(), piece =>
        {
            var (elements, ignored) = piece;
            var record = "{\"resourceType\":\"Observation\",\"id\":\"o\",\"status\":\"final\"" + string.Concat(elements.Select(element => $",\"{element.Name}\":{element.Json}")) + "}";
            var why = ignored.Length == 0 ? "" : "    ignore: { " + string.Join(", ", ignored.Select(path => $"\"{path}\": why")) + " }\n";
            var extracted = new MappedRecords(built.Definitions, $"  t:\n    from: Observation\n{why}    resources: [{{ resource: Observation, keep: rest, category: [$category, {{ text: added }}] }}]\n").Extract(record);
            var told = extracted.Cells.IgnoredCells.Select(cell => (cell.Column, cell.Value)).ToList();
            var written = Leaves(MappedRecords.Json(extracted.Resources[0]), "").ToList();
            foreach (var leaf in told) written.Add(leaf);
            // What a rule copies is there although the same element is ignored.
            return extracted.Cells.Total == Leaves(JsonNode.Parse(record)!, "").Count() && Leaves(JsonNode.Parse(record)!, "").Where(leaf => leaf.Path != "id").All(written.Contains);
        }).Check(Seeded.Config.WithMaxTest(60));
    }

    private static IEnumerable<(string Path, string Value)> Leaves(JsonNode node, string path) => node switch
    {
        JsonObject below => below.SelectMany(property => Leaves(property.Value!, path.Length == 0 ? property.Key : $"{path}.{property.Key}")),
        JsonArray list => list.SelectMany(item => Leaves(item!, path)),
        JsonValue value => [(path, value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString())],
        _ => [],
    };
}
