using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Conformance.Snapshots;
using Tessera.Fhir.Definitions;

namespace Tessera.Conformance.Terminology;

/// <summary>Code systems made up from the codes that mCODE's examples use stand in for those that may not be shipped.</summary>
public sealed class StandInTests(BuiltInDefinitions fixture, ITestOutputHelper output)
{
    private const string Mcode = "hl7.fhir.us.mcode";

    [Fact]
    public void Each_code_system_that_is_loaded_leaves_exactly_the_value_sets_undecided_that_need_another()
    {
        var before = Undecided(fixture.Definitions);
        Scoreboard.Add("value sets of mCODE that need a code system not loaded", "41 of 103", $"{before.Count} of {fixture.Definitions.Urls(DefinitionKind.ValueSet, Mcode).Count()}; stand-ins leave exactly the rest");
        Assert.Equal(41, before.Count);
        foreach (var system in before.Values.SelectMany(missing => missing).Distinct().Order(StringComparer.Ordinal))
        {
            var expected = before.Where(set => set.Value.Any(missing => missing != system)).Select(set => set.Key).ToList();
            var after = Undecided(With(system));
            output.WriteLine($"{after.Count} undecided with {system}");
            Assert.Equal(expected, after.Keys);
            Assert.DoesNotContain(system, after.Values.SelectMany(missing => missing));
        }
    }

    [Fact]
    public void With_all_of_them_every_value_set_is_decided() =>
        Assert.Empty(Undecided(With(Undecided(fixture.Definitions).Values.SelectMany(missing => missing).Distinct().ToArray())));

    private static SortedDictionary<string, IReadOnlyList<string>> Undecided(FhirDefinitions definitions) => new(
        definitions.Urls(DefinitionKind.ValueSet, Mcode).Select(url => definitions.FindValueSet(url)!).Where(set => !set.IsDecidable).ToDictionary(set => set.Url, set => set.Missing),
        StringComparer.Ordinal);

    private FhirDefinitions With(params string[] systems)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-standin-");
        try
        {
            for (var i = 0; i < systems.Length; i++) File.WriteAllText(Path.Combine(folder.FullName, $"{i}.json"), StandIn(systems[i]).ToJsonString());
            Assert.True(fixture.Definitions.TryAddPackage(folder.FullName, Path.Combine(folder.FullName, "layers"), out var definitions, out var issue), issue?.Message);
            return definitions;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The concepts that filters start from, and below them whatever the examples say.
    private static JsonObject StandIn(string system)
    {
        var package = StructureDefinitions.NodeModule(Mcode);
        var roots = Files(package, "ValueSet-*.json").SelectMany(Objects)
            .Where(part => Text(part, "system") == system && part.TryGetProperty("filter", out _))
            .SelectMany(part => part.GetProperty("filter").EnumerateArray()).Select(filter => Text(filter, "value")!).Distinct().ToList();
        var used = Files(Path.Combine(package, "example"), "*.json").SelectMany(Objects)
            .Where(part => Text(part, "system") == system).Select(coding => Text(coding, "code")).OfType<string>().Distinct().Except(roots).ToList();
        var concepts = roots.Select(code => new JsonObject { ["code"] = code }).Concat(used.Select(code => new JsonObject { ["code"] = code })).ToArray<JsonNode>();
        return new JsonObject { ["resourceType"] = "CodeSystem", ["url"] = system, ["name"] = "StandIn", ["content"] = "complete", ["caseSensitive"] = true, ["concept"] = new JsonArray(concepts) };
    }

    private static IEnumerable<JsonElement> Files(string folder, string pattern) =>
        Directory.GetFiles(folder, pattern).Select(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement);

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonElement> Objects(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Objects(property.Value)).Prepend(json),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Objects),
        _ => [],
    };
}
