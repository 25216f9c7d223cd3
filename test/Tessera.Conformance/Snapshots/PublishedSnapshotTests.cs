using Tessera.Fhir.Definitions.Snapshots;

namespace Tessera.Conformance.Snapshots;

public sealed class PublishedSnapshotTests(ITestOutputHelper output)
{
    [Fact]
    public void US_Core()
    {
        var structures = StructureDefinitions.OfNodeModules("hl7.fhir.uv.extensions.r4");
        Compare(structures, structures.AddArchive(UsCore()));
    }

    [Fact]
    public void Mcode()
    {
        var structures = StructureDefinitions.OfNodeModules("hl7.fhir.uv.extensions.r4", "hl7.fhir.uv.genomics-reporting");
        structures.AddArchive(UsCore());
        Compare(structures, structures.AddPackage(System.IO.Path.Combine(StructureDefinitions.Repository(), "definitions", "node_modules", "hl7.fhir.us.mcode")));
    }

    private static string UsCore() => Path.Combine(SharedSuites.Require("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");

    private void Compare(StructureDefinitions structures, IReadOnlyList<System.Text.Json.JsonElement> profiles)
    {
        var comparison = new SnapshotComparison();
        var generator = new SnapshotGenerator(structures.Find);
        foreach (var profile in profiles) comparison.Add(profile, generator);
        output.WriteLine($"profiles {comparison.EqualProfiles}/{comparison.Profiles} elements {comparison.EqualElements}/{comparison.Elements} attributes {comparison.Attributes}, differing {comparison.Differences.Count}");
        foreach (var missing in comparison.NotMade) output.WriteLine(missing);
        foreach (var group in comparison.Differences.GroupBy(d => (d.Attribute, d.Published is null ? "extra" : d.Generated is null ? "lacking" : "other")).OrderByDescending(g => g.Count()))
        {
            output.WriteLine($"== {group.Count()} {group.Key}");
            foreach (var d in group.Take(6)) output.WriteLine("    " + d);
        }
    }
}
