using System.Text.Json;
using Tessera.Fhir.Definitions.Snapshots;

namespace Tessera.Conformance.Snapshots;

/// <summary>Snapshots made from the differentials of published packages, compared with the published ones attribute by attribute.</summary>
public sealed class PublishedSnapshotTests(ITestOutputHelper output)
{
    private const string Extensions = "hl7.fhir.uv.extensions.r4";
    private const string Genomics = "hl7.fhir.uv.genomics-reporting";
    private const string Mcode = "hl7.fhir.us.mcode";

    [Fact]
    public void The_snapshots_of_US_Core_can_be_made_again()
    {
        var structures = StructureDefinitions.OfNodeModules(Extensions);
        var comparison = Compare(structures, structures.AddArchive(UsCore()));
        Assert.Equal((59, 2862, 40426, 192), comparison.Size);
        Assert.Equal(["us-core-questionnaireresponse needs http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaireresponse"], comparison.NotMade);
        AssertExplained("US Core 6.1.0", comparison);
    }

    [Fact]
    public void The_snapshots_of_mCODE_can_be_made_again()
    {
        var structures = StructureDefinitions.OfNodeModules(Extensions, Genomics);
        structures.AddArchive(UsCore());
        var comparison = Compare(structures, structures.AddPackage(StructureDefinitions.NodeModule(Mcode)));
        Assert.Equal((53, 2567, 35720, 258), comparison.Size);
        Assert.Equal(
            [
                "mcode-genomic-region-studied needs http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/region-studied",
                "mcode-genomics-report needs http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/genomics-report",
            ],
            comparison.NotMade.Order(StringComparer.Ordinal));
        AssertExplained("mCODE 4.0.0", comparison);
    }

    [Fact]
    public void Without_US_Core_the_other_snapshots_of_mCODE_can_be_made_and_the_rest_name_what_they_need()
    {
        var structures = StructureDefinitions.OfNodeModules(Extensions, Genomics);
        var comparison = Compare(structures, structures.AddPackage(StructureDefinitions.NodeModule(Mcode)));
        Assert.All(comparison.NotMade, missing => Assert.Contains(" needs http://hl7.org/fhir/u", missing, StringComparison.Ordinal));
        Assert.True(comparison.Profiles - comparison.NotMade.Count >= 20);
        AssertExplained("mCODE 4.0.0 without US Core", comparison);
    }

    private static string UsCore() => Path.Combine(SharedSuites.Require("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");

    private static SnapshotComparison Compare(StructureDefinitions structures, IReadOnlyList<JsonElement> profiles)
    {
        var comparison = new SnapshotComparison();
        var generator = new SnapshotGenerator(structures.Find);
        foreach (var profile in profiles) comparison.Add(profile, generator);
        return comparison;
    }

    private void AssertExplained(string suite, SnapshotComparison comparison)
    {
        Scoreboard.Add(
            $"published snapshots of {suite}", "equal, or each difference explained",
            $"{comparison.Profiles - comparison.NotMade.Count} of {comparison.Profiles} made; {comparison.Attributes - comparison.Differences.Count:N0} of {comparison.Attributes:N0} attributes of {comparison.Elements:N0} elements equal");
        output.WriteLine($"{comparison.Profiles} profiles: {comparison.EqualProfiles} equal in everything, {comparison.EqualButForKnown} but for the differences below, {comparison.NotMade.Count} not made");
        output.WriteLine($"{comparison.Elements} elements: {comparison.EqualElements} equal in everything; {comparison.Attributes} attributes compared, {comparison.Differences.Count} differ");
        foreach (var missing in comparison.NotMade) output.WriteLine($"  {missing}");
        foreach (var group in comparison.Differences.GroupBy(difference => difference.Known).OrderByDescending(group => group.Count()))
            output.WriteLine($"  {group.Count(),4} {group.Key?.Name}: {group.Key?.Reason}");
        Assert.Empty(comparison.Differences.Where(difference => difference.Known is null).Select(difference => difference.ToString()));
    }
}
