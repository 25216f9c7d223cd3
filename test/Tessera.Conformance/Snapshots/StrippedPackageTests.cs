using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Conformance.Snapshots;

/// <summary>US Core and mCODE with their snapshots taken away, added at run time.</summary>
public sealed class StrippedPackageTests(BuiltInDefinitions fixture, ITestOutputHelper output)
{
    [Fact]
    public void The_examples_of_mCODE_are_judged_alike_with_published_and_with_generated_snapshots()
    {
        var archive = Path.Combine(SharedSuites.Require("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");
        var structures = StructureDefinitions.OfNodeModules();
        var usCore = structures.AddArchive(archive).Where(CanBeMade).ToList();
        var mcode = structures.AddPackage(StructureDefinitions.NodeModule("hl7.fhir.us.mcode")).Where(CanBeMade).ToList();
        var folder = Directory.CreateTempSubdirectory("tessera-stripped-");
        try
        {
            Assert.True(fixture.Definitions.TryAddPackage(archive, Path.Combine(folder.FullName, "layers"), out var published, out var issue), issue?.Message);
            // The package that builds on the other comes first: snapshots are made when they are asked for.
            var generated = AddStripped(folder, "us-core-stripped", usCore, AddStripped(folder, "mcode-stripped", mcode, published));
            var differing = Examples.Where(file => Judge(file, published) != Judge(file, generated)).ToList();
            output.WriteLine($"{Examples.Length} examples, {usCore.Count + mcode.Count} profiles without snapshot, judged otherwise: {differing.Count}");
            Assert.Empty(differing.Select(file => $"{Path.GetFileName(file)}: {Judge(file, published)}; {Judge(file, generated)}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Examples => Directory.GetFiles(Path.Combine(StructureDefinitions.NodeModule("hl7.fhir.us.mcode"), "example"), "*.json");

    private static bool CanBeMade(JsonElement structure) => structure.GetProperty("baseDefinition").GetString() is { } url && !url.Contains("/uv/", StringComparison.Ordinal);

    private static FhirDefinitions AddStripped(DirectoryInfo folder, string name, IReadOnlyList<JsonElement> structures, FhirDefinitions below)
    {
        var package = folder.CreateSubdirectory(name);
        File.WriteAllText(Path.Combine(package.FullName, "package.json"), $$"""{"name":"{{name}}","version":"1.0.0"}""");
        foreach (var structure in structures)
        {
            var json = JsonNode.Parse(structure.GetRawText())!.AsObject();
            json.Remove("snapshot");
            File.WriteAllText(Path.Combine(package.FullName, $"StructureDefinition-{json["id"]}.json"), json.ToJsonString());
        }
        Assert.True(below.TryAddPackage(package.FullName, Path.Combine(folder.FullName, "layers"), out var definitions, out var issue), issue?.Message);
        return definitions;
    }

    private static string Judge(string file, FhirDefinitions definitions)
    {
        var result = new FhirValidator(definitions).Validate(FhirDocument.Parse(File.ReadAllBytes(file), definitions.Names));
        return $"{result.Verdict} {string.Join("; ", result.Issues.Where(issue => issue.Severity >= IssueSeverity.Warning).Select(issue => $"{issue.Expression} {issue.Message}"))}";
    }
}
