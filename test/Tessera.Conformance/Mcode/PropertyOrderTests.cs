using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir.Json;

namespace Tessera.Conformance.Mcode;

/// <summary>JSON objects have no order: a resource whose properties are shuffled gets the same verdict and the same findings.</summary>
public sealed class PropertyOrderTests(BuiltInDefinitions fixture)
{
    [Fact]
    public void The_order_of_properties_does_not_change_a_verdict()
    {
        var random = new Random(20241122);
        foreach (var file in McodeExamples.Files())
        {
            var text = File.ReadAllText(file);
            var broken = JsonNode.Parse(text)!.AsObject();
            broken.Remove("status");
            broken["tesseraUnknown"] = 1;
            foreach (var resource in new[] { JsonNode.Parse(text)!, broken })
                Assert.Equal(Findings(resource), Findings(Shuffled(resource, random)));
        }
    }

    private string Findings(JsonNode resource)
    {
        var result = fixture.Validator.Validate(FhirDocument.Parse(Encoding.UTF8.GetBytes(resource.ToJsonString()), fixture.Definitions.Names));
        // A note is given once, where the first of its kind stands.
        var findings = result.Issues.Where(issue => issue.Severity > Fhir.IssueSeverity.Information).Select(issue => $"{issue.Severity} {issue.Expression} {issue.Constraint} {issue.Missing}");
        return $"{result.Verdict}\n{string.Join('\n', findings.Distinct().Order(StringComparer.Ordinal))}";
    }

    private static JsonNode Shuffled(JsonNode node, Random random)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(item => item is null ? null : Shuffled(item, random))]);
            case JsonObject source:
                var properties = source.ToArray();
                random.Shuffle(properties);
                return new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, property.Value is null ? null : Shuffled(property.Value, random))));
            default:
                return node.DeepClone();
        }
    }
}
