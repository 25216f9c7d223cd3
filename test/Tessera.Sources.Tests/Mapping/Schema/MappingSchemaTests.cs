using System.Text.Json.Nodes;
using Tessera.Sources.Mapping.Schema;
using Tessera.Sources.Mef;

namespace Tessera.Sources.Tests.Mapping.Schema;

/// <summary>The schema that editors use agrees with the reader.</summary>
public sealed class MappingSchemaTests(BuiltInDefinitions fixture)
{
    private const string Table = "source: a\ntables:\n  p:\n    files: x.csv\n    patient: N\n    key: N\n    resources:\n      - ";

    private SchemaCheck Schema => new(JsonNode.Parse(MappingSchema.Write(fixture.Definitions))!.AsObject());

    [Theory]
    [InlineData("samples/mcode/mapping.yaml")]
    [InlineData("samples/fhir-ehr/mapping.yaml")]
    [InlineData("src/Tessera.Sources/Synthetic/EuropeanFiles/mapping.yaml")]
    public void It_accepts_our_mappings(string path) => Assert.True(Schema.Accepts(File.ReadAllText(Path.Combine(Repository.Root, path))));

    [Fact]
    public void It_accepts_the_layouts_of_MEF()
    {
        var parts = MefMapping.Texts().Where(part => part.Text.Contains("\ntables:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.True(Schema.Accepts("source: mef\n" + part.Text), part.Name));
    }

    [Fact]
    public void It_accepts_every_mapping_of_the_documentation()
    {
        var examples = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").SelectMany(file => File.ReadAllText(file).Split("```yaml\n").Skip(1))
            .Select(text => text[..text.IndexOf("```", StringComparison.Ordinal)]).Where(text => text.StartsWith("source:", StringComparison.Ordinal)).ToList();
        Assert.True(examples.Count >= 3);
        var schema = Schema;
        Assert.All(examples, example => Assert.True(schema.Accepts(example), example));
    }

    [Theory]
    [InlineData("source: a b\ntables: { p: { files: x.csv, patient: N, key: N, resources: [{ resource: Patient }] } }\n")]
    [InlineData("source: a\n")]
    [InlineData("source: a\ntabels: {}\ntables: { p: { resources: [{ resource: Patient }] } }\n")]
    [InlineData("source: a\nversion: two\ntables: { p: { resources: [{ resource: Patient }] } }\n")]
    [InlineData("source: a\nformat: { dezimal: \",\" }\ntables: { p: { resources: [{ resource: Patient }] } }\n")]
    [InlineData("source: a\ntables: { p: { files: x.csv, patient: N, key: N, resources: [] } }\n")]
    [InlineData(Table + "gender: $G\n")]
    [InlineData(Table + "resource: Patient\n        if: Sex is m\n")]
    [InlineData(Table + "resource: Patient\n        if: { any: [Sex is m] }\n")]
    [InlineData("source: a\nformat: { centuryFrom: 30 }\ntables: { p: { files: x.csv, patient: N, key: N, resources: [{ resource: Patient }] } }\n")]
    [InlineData(Table + "resource: Patient\n        repeat: three\n")]
    [InlineData(Table + "resource: Patient\n        gender: $\n")]
    [InlineData(Table + "resource: Patient\n        birth date: $D\n")]
    public void It_rejects_what_the_reader_rejects(string mapping)
    {
        Assert.False(Schema.Accepts(mapping));
        var path = Path.GetTempFileName();
        File.WriteAllText(path, mapping);
        Assert.False(MappedSource.TryOpen(path, fixture.Definitions, new ResourceIds(new byte[32]), null, out _, out var issues));
        Assert.Contains(issues, issue => issue.Line > 0);
        File.Delete(path);
    }

    [Fact]
    public void It_describes_every_key_that_the_reader_knows() => Assert.Equal([], MappingSchema.Undescribed);
}
