using System.Text.Json;
using System.Text.RegularExpressions;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;

namespace Tessera.Sources.Tests.Mapping.Language;

/// <summary>The sample mapping of <c>samples/mcode</c> writes all that mCODE has, from tables.</summary>
public sealed partial class McodeBreadthTests(BuiltInDefinitions fixture)
{
    private const string Mcode = "http://hl7.org/fhir/us/mcode/StructureDefinition/";

    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "mcode", "mapping.yaml");

    [Fact]
    public void Every_profile_that_can_be_instantiated_is_written()
    {
        var profiles = Structures().Where(structure => structure is { Kind: "resource", IsAbstract: false }).Select(structure => structure.Url).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(36, profiles.Count);
        var written = Resources().Select(Profile).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(profiles, profiles.Where(written.Contains));
    }

    [Fact]
    public void Every_extension_is_written()
    {
        var extensions = Structures().Where(structure => structure.IsExtension).Select(structure => structure.Url).ToList();
        Assert.Equal(14, extensions.Count);
        var written = string.Join('\n', Resources().Select(Text));
        Assert.Equal(extensions, extensions.Where(extension => written.Contains($"\"{extension}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_resource_is_valid()
    {
        var wrong = from resource in Resources()
            from issue in fixture.Validator.Validate(resource.Document).Issues
            where issue.Severity >= IssueSeverity.Error
            select $"{Profile(resource)}: {issue.Expression}: {issue.Message}";
        Assert.Equal([], wrong);
    }

    [Fact]
    public void Every_reference_leads_to_a_resource_that_is_written()
    {
        var resources = Resources();
        var written = resources.Select(resource => $"{resource.Type}/{resource.Id}").ToHashSet(StringComparer.Ordinal);
        Assert.Equal(resources.Count, written.Count);
        var references = resources.SelectMany(resource => Reference().Matches(Text(resource)).Select(match => match.Groups[1].Value)).ToList();
        Assert.NotEmpty(references);
        Assert.Equal(references, references.Where(written.Contains));
        Assert.DoesNotContain(resources, resource => Text(resource).Contains("\"identifier\":{\"system\":\"urn:tessera:", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_cell_of_the_sample_feeds_something()
    {
        var outcomes = Outcomes();
        Assert.All(outcomes, outcome => Assert.IsType<Extracted>(outcome));
        Assert.Empty(outcomes.SelectMany(outcome => outcome.Cells.IgnoredCells).Select(cell => $"{cell.Column}: {cell.Rule}"));
    }

    [Fact]
    public void A_report_lists_its_findings_and_a_group_its_members()
    {
        var resources = Resources();
        var report = Json(resources.Single(resource => resource.Type == "DiagnosticReport"));
        var results = report.GetProperty("result").EnumerateArray().Select(result => result.GetProperty("reference").GetString()).ToList();
        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.Contains(resources, resource => $"{resource.Type}/{resource.Id}" == result));
        var groups = resources.Where(resource => resource.Type == "Group").Select(Json).ToList();
        Assert.Equal([4, 1], groups.Select(group => group.GetProperty("member").GetArrayLength()));
        var origins = resources.First(resource => resource.Type == "Group").Origins.Where(origin => origin.Path == "Group.member");
        Assert.Equal(["GroupNo", "patients.Cohort"], origins.Select(origin => origin.Column));
    }

    [Fact]
    public void Repeated_columns_become_items_of_a_list_and_empty_ones_do_not()
    {
        var sizes = Resources().Where(resource => Profile(resource) == Mcode + "mcode-tumor-size").Select(Json).ToList();
        Assert.Equal([3, 2], sizes.Select(size => size.GetProperty("component").GetArrayLength()));
        var course = Json(Resources().Single(resource => Profile(resource) == Mcode + "mcode-radiotherapy-course-summary"));
        Assert.Equal(2, course.GetProperty("extension").EnumerateArray().Count(extension => extension.GetProperty("url").GetString() == Mcode + "mcode-radiotherapy-dose-delivered-to-volume"));
    }

    private IEnumerable<StructureDefinition> Structures() =>
        fixture.Definitions.Urls(DefinitionKind.StructureDefinition).Where(url => url.StartsWith(Mcode, StringComparison.Ordinal)).Select(url => fixture.Definitions.FindStructure(url)!);

    private List<ExtractedResource> Resources() => [.. Outcomes().OfType<Extracted>().SelectMany(outcome => outcome.Resources)];

    private List<RecordOutcome> Outcomes()
    {
        Assert.True(MappedSource.TryOpen(Sample, fixture.Definitions, new ResourceIds(new byte[32]), null, out var source, out var issues), string.Join('\n', issues));
        Assert.All(issues, issue => Assert.Contains("genomics-reporting", issue.Message, StringComparison.Ordinal));
        return [.. source.Read(TestContext.Current.CancellationToken)];
    }

    private static string? Profile(ExtractedResource resource) => Json(resource).GetProperty("meta").TryGetProperty("profile", out var profiles) ? profiles[0].GetString() : null;

    private static JsonElement Json(ExtractedResource resource) => JsonDocument.Parse(resource.Document.Bytes).RootElement;

    private static string Text(ExtractedResource resource) => System.Text.Encoding.UTF8.GetString(resource.Document.Bytes.Span);

    [GeneratedRegex("\"reference\":\"([^\"]+)\"")]
    private static partial Regex Reference();
}
