using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Definitions.Compile;
using Tessera.Fhir.Terminology;

namespace Tessera.Fhir.Tests.Terminology;

using Path = System.IO.Path;

/// <summary>A small package that a test writes, compiled at run time on top of the pinned ones.</summary>
internal static class TestPackage
{
    public static FhirDefinitions Open(params JsonObject[] resources) => OpenAll(resources);

    /// <summary>Opens several packages, each above the one before.</summary>
    public static FhirDefinitions OpenAll(params JsonObject[][] packages)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-terminology-").FullName;
        try
        {
            var builtIn = Path.Combine(AppContext.BaseDirectory, "definitions");
            var layers = File.ReadAllLines(Path.Combine(builtIn, FhirDefinitions.ListFile)).Where(line => line.Length > 0).Select(line => Path.Combine(builtIn, line)).ToList();
            foreach (var resources in packages)
            {
                var files = resources.Select(resource => Encoding.UTF8.GetBytes(resource.ToJsonString()));
                layers.Add(PackageCompiler.Compile(new PackageIdentity($"test-{layers.Count}", "1", ""), files, [], FhirDefinitions.Open(layers), folder));
            }
            return FhirDefinitions.Open(layers);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static JsonObject CodeSystem(string url, string concepts, string content = "complete", string version = "1.0.0", bool caseSensitive = true) => Parse($$"""
        { "resourceType": "CodeSystem", "url": "{{url}}", "version": "{{version}}", "name": "Test", "content": "{{content}}",
          "caseSensitive": {{(caseSensitive ? "true" : "false")}}, "concept": [{{concepts}}] }
        """);

    public static JsonObject ValueSet(string url, string compose, string version = "1.0.0") => Parse($$"""
        { "resourceType": "ValueSet", "url": "{{url}}", "version": "{{version}}", "name": "Test", "compose": { {{compose}} } }
        """);

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    public static Membership Contains(this FhirDefinitions definitions, string valueSet, string system, string code) =>
        definitions.FindValueSet(valueSet)!.Contains(Encoding.UTF8.GetBytes(system), Encoding.UTF8.GetBytes(code), out _);
}
