using System.Text.Json.Nodes;
using Tessera.Fhir;

namespace Tessera.Sources.Tests.Mef;

public sealed class ConfigurationTests(BuiltInDefinitions built)
{
    [Fact]
    public void A_server_extractor_is_reported_and_the_files_are_read_all_the_same()
    {
        using var source = new SmallSource(built.Definitions);
        source.Folder.WriteConfig(config => config["extractors"]!.AsArray().Add(JsonNode.Parse("""{"label":"x","type":"FHIRObservationExtractor"}""")));
        var issue = Assert.Single(source.Folder.Issues(built.Definitions), found => found.Type == IssueType.NotSupported);
        Assert.Contains("FHIRObservationExtractor reads a FHIR server", issue.Message, StringComparison.Ordinal);
        Assert.NotEmpty(source.Folder.Read(built.Definitions));
    }

    [Theory]
    [InlineData("{", "1: the configuration is not JSON: The text ends inside the object that begins at line 1, column 1.")]
    [InlineData("[]", "the configuration is not a JSON object")]
    [InlineData("{\"extractors\":[]}", "patientIdCsvPath is missing")]
    [InlineData("{\"patientIdCsvPath\":\"patient-mrns.csv\"}", "extractors is missing or not a list")]
    [InlineData("{\"patientIdCsvPath\":\"nowhere.csv\",\"extractors\":[]}", "there is no file nowhere.csv")]
    [InlineData("{\"patientIdCsvPath\":5,\"extractors\":[]}", "patientIdCsvPath is not text")]
    [InlineData("{\"patientIdCsvPath\":\"patient-mrns.csv\",\"extractors\":[{\"type\":\"CSVPatientExtracter\"}]}", "there is no such extractor")]
    [InlineData("{\"patientIdCsvPath\":\"patient-mrns.csv\",\"extractors\":[{\"type\":\"CSVPatientExtractor\"}]}", "the extractor names no file")]
    [InlineData("{\"patientIdCsvPath\":\"patient-mrns.csv\",\"commonExtractorArgs\":{\"timeZone\":\"Mars/Base\"},\"extractors\":[]}", "timeZone is not an IANA time zone")]
    [InlineData("{\"patientIdCsvPath\":\"patient-mrns.csv\",\"commonExtractorArgs\":{\"dateFormats\":[\"day first\"]},\"extractors\":[{\"type\":\"CSVPatientExtractor\",\"constructorArgs\":{\"fileName\":\"patient-information.csv\"}}]}", "the date format is not one of yyyy, MM, dd, HH, mm and ss")]
    public void A_mistake_is_named_with_file_line_and_fix(string config, string message)
    {
        using var source = new SmallSource(built.Definitions);
        File.WriteAllText(source.Folder.Config, config);
        var issue = source.Folder.Issues(built.Definitions).First(found => found.Severity >= IssueSeverity.Error);
        Assert.Contains(message, issue.Message, StringComparison.Ordinal);
        Assert.StartsWith(source.Folder.Config, issue.Message, StringComparison.Ordinal);
        Assert.True(issue.Line > 0);
    }

    [Fact]
    public void The_line_is_that_of_the_key()
    {
        using var source = new SmallSource(built.Definitions);
        File.WriteAllText(source.Folder.Config, "{\n  \"patientIdCsvPath\": \"patient-mrns.csv\",\n  \"extractors\": [\n    { \"type\": \"CSVNoSuchExtractor\" }\n  ]\n}\n");
        var issue = Assert.Single(source.Folder.Issues(built.Definitions), found => found.Message.Contains("no such extractor", StringComparison.Ordinal));
        Assert.Equal((4, "type"), (issue.Line, issue.Expression));
        Assert.Contains("CSVConditionExtractor", issue.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_is_made_once_and_readable_by_its_owner_only()
    {
        using var folder = new MefFolder();
        var path = Path.Combine(folder.Path, "keys", "id.key");
        var first = ResourceIds.FromFile(path).Id("s", "Patient", "p", "Patient", "p");
        Assert.Equal(first, ResourceIds.FromFile(path).Id("s", "Patient", "p", "Patient", "p"));
        Assert.Matches("^[0-9a-f]{32}$", first);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        File.WriteAllText(path, "too short");
        Assert.Throws<InvalidDataException>(() => ResourceIds.FromFile(path));
    }
}
