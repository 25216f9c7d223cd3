using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Validation;
using Tessera.Sources.Mef;

namespace Tessera.Sources.Tests.Mef;

/// <summary>The centre of the demo.</summary>
public sealed class SampleCentreTests(BuiltInDefinitions built)
{
    [Fact]
    public void Everything_but_the_planted_defects_becomes_valid_mCODE()
    {
        var outcomes = Read();
        Assert.Equal(948, outcomes.Count);
        string[] planted = ["cancer-disease-status-information.csv 50", "cancer-related-medication-administration-information.csv 263", "observation-information.csv 170"];
        Assert.Equal(planted, outcomes.OfType<Quarantined>().Select(outcome => $"{outcome.Record.File} {outcome.Record.Row}").Order());
        Assert.Equal("encounter-information.csv 266", $"{Assert.Single(outcomes.OfType<Ignored>()).Record.File} {outcomes.OfType<Ignored>().Single().Record.Row}");
        foreach (var resource in outcomes.OfType<Extracted>().SelectMany(outcome => outcome.Resources))
        {
            var result = built.Validator.Validate(resource.Document);
            Assert.True(result.Verdict != Verdict.Invalid, string.Join("\n", result.Issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{resource.Type} {issue}")));
        }
    }

    [Fact]
    public void Nothing_is_invalid_when_the_centre_adds_US_Core()
    {
        var package = Path.Combine(Repository.Suite("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");
        using var layers = new MefFolder();
        Assert.True(built.Definitions.TryAddPackage(package, layers.Path, out var definitions, out var issue), issue?.Message);
        var validator = new FhirValidator(definitions);
        foreach (var resource in Read(definitions).OfType<Extracted>().SelectMany(outcome => outcome.Resources))
        {
            var result = validator.Validate(resource.Document);
            Assert.True(result.Verdict != Verdict.Invalid, string.Join("\n", result.Issues.Where(found => found.Severity >= IssueSeverity.Error).Select(found => $"{resource.Type} {found}")));
        }
    }

    [Fact]
    public void It_shows_the_profiles_of_mCODE()
    {
        var profiles = Read().OfType<Extracted>().SelectMany(outcome => outcome.Resources)
            .Select(resource => resource.Document.Root["meta"]["profile"]).Where(node => node.Exists).Select(node => node.ToText().Split('/')[^1].TrimEnd('"', ']')).ToHashSet();
        string[] shown =
        [
            "mcode-cancer-patient", "mcode-primary-cancer-condition", "mcode-secondary-cancer-condition", "mcode-cancer-disease-status", "mcode-cancer-stage",
            "mcode-tnm-stage-group", "mcode-tnm-primary-tumor-category", "mcode-tumor-marker-test", "mcode-ecog-performance-status",
            "mcode-karnofsky-performance-status", "mcode-lansky-play-performance-status", "mcode-body-surface-area",
            "mcode-cancer-related-medication-administration", "mcode-cancer-related-medication-request", "mcode-cancer-related-surgical-procedure",
            "mcode-radiotherapy-course-summary", "bodyweight", "bodyheight",
        ];
        Assert.Empty(shown.Except(profiles));
    }

    private List<RecordOutcome> Read(FhirDefinitions? definitions = null)
    {
        var config = Path.Combine(Repository.Root, "samples", "centre", "mef-config.json");
        Assert.True(MefSource.TryOpen(config, definitions ?? built.Definitions, new ResourceIds(new byte[32]), out var source, out var issues), string.Join("\n", issues));
        Assert.Empty(issues);
        return source.Read(TestContext.Current.CancellationToken).ToList();
    }
}
