using Tessera.Fhir.Validation;
using Tessera.Sources.Settings;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Tests.Mapping.Records;

/// <summary>The sample of an EHR that delivers FHIR, <c>samples/fhir-ehr</c>.</summary>
public sealed class SampleTests(BuiltInDefinitions built)
{
    [Fact]
    public void Every_record_has_one_outcome_and_none_is_invalid()
    {
        var outcomes = Read();
        Assert.Equal((11, 8, 2, 1), (outcomes.Count, outcomes.OfType<Extracted>().Count(), outcomes.OfType<Quarantined>().Count(), outcomes.OfType<Ignored>().Count()));
        foreach (var resource in outcomes.OfType<Extracted>().SelectMany(outcome => outcome.Resources))
            Assert.NotEqual(Verdict.Invalid, built.Validator.Validate(resource.Document).Verdict);
    }

    [Fact]
    public void What_the_EHR_calls_by_its_own_codes_becomes_mCODE() => Assert.Equal(
    [
        "Condition mcode-primary-cancer-condition", "MedicationRequest mcode-cancer-related-medication-request", "Observation mcode-ecog-performance-status", "Observation mcode-tumor-marker-test",
        "Patient mcode-cancer-patient", "Patient mcode-cancer-patient",
    ], Read().OfType<Extracted>().SelectMany(outcome => outcome.Resources).SelectMany(resource => Profiles(resource).Select(profile => $"{resource.Type} {profile}")).Order(StringComparer.Ordinal));

    [Fact]
    public void Only_what_is_ignored_for_a_reason_is_lost() => Assert.Equal(
    [
        "category.coding.code", "category.coding.system", "code.text", "extension.url", "extension.valueInteger", "issued", "meta.lastUpdated", "meta.profile", "meta.versionId", "method.text",
    ], Read().OfType<Extracted>().SelectMany(outcome => outcome.Cells.IgnoredCells).Select(cell => cell.Column).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Profiles(ExtractedResource resource) =>
        MappedRecords.Json(resource)["meta"]!["profile"]?.AsArray().Select(profile => profile!.GetValue<string>().Split('/')[^1]) ?? [];

    private List<RecordOutcome> Read()
    {
        var configuration = Path.Combine(Repository.Root, "samples", "fhir-ehr", "tessera.yaml");
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(configuration)));
        var settings = yaml.Documents[0].RootNode["sources"][0]["ndjson"];
        var source = FhirSourceSettings.Open("ndjson", settings, configuration, built.Definitions, new ResourceIds(new byte[ResourceIds.KeyLength]), out var issues);
        Assert.True(source is not null, string.Join('\n', issues));
        Assert.Equal(("ehr", "ehr@1"), (source.SourceId, source.Mapping));
        return [.. source.Read(ReadRequest.Everything, TestContext.Current.CancellationToken)];
    }
}
