using Tessera.Sources.Settings;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Tests.Mapping.Records;

/// <summary>A source of FHIR records names its mapping in the configuration.</summary>
public sealed class RecordSettingsTests(BuiltInDefinitions built) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-records-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("fhir", "url: https://h.example")]
    [InlineData("bulk", "url: https://h.example\nfolder: exports")]
    public void A_server_and_an_export_are_mapped_as_files_are(string kind, string settings)
    {
        var source = Open(kind, settings, out var issues);
        Assert.True(source is not null, string.Join('\n', issues));
        Assert.Equal(("ehr", "ehr@3"), (source.SourceId, source.Mapping));
    }

    [Fact]
    public void The_source_has_one_name_in_configuration_and_mapping()
    {
        Assert.Null(Open("fhir", "source: other\nurl: https://h.example", out var issues));
        Assert.Contains("1: the source is 'other', and its mapping says 'ehr'", issues);
    }

    [Fact]
    public void A_mapping_that_is_not_there_is_told()
    {
        Assert.Null(Open("fhir", "url: https://h.example", out var issues, "nowhere.yaml"));
        Assert.Contains("0: the mapping cannot be read", issues);
    }

    private Sources.FhirRecords.IFhirSource? Open(string kind, string settings, out List<string> issues, string mapping = "ehr.yaml")
    {
        File.WriteAllText(Path.Combine(folder, "ehr.yaml"), "source: ehr\nversion: 3\ntables:\n  p: { from: Patient, resources: [{ profile: mcode-cancer-patient, keep: rest }] }\n");
        var yaml = new YamlStream();
        yaml.Load(new StringReader($"{settings}\nmapping: {mapping}\n"));
        var source = FhirSourceSettings.Open(kind, yaml.Documents[0].RootNode, Path.Combine(folder, "tessera.yaml"), built.Definitions, new ResourceIds(new byte[ResourceIds.KeyLength]), out var found);
        issues = [.. found.Select(issue => $"{issue.Line}: {issue.Message}")];
        return source;
    }
}
