using System.Text.Json;
using Tessera.Fhir.Definitions;

namespace Tessera.Fhir.Tests.Definitions;

/// <summary>Profiles that come without a snapshot.</summary>
internal static class Differentials
{
    public static FhirDefinitions Profiles { get; } = FhirDefinitions.OpenBuiltIn();

    public static JsonElement Profile(string name, string type, string? baseUrl, params string[] elements) => JsonDocument.Parse($$$"""
        {"resourceType":"StructureDefinition","url":"http://example.org/StructureDefinition/{{{name}}}","version":"1","name":"Test","kind":"resource","type":"{{{type}}}","derivation":"constraint",
         "baseDefinition":"{{{baseUrl ?? "http://hl7.org/fhir/StructureDefinition/" + type}}}","differential":{"element":[{{{string.Join(',', elements)}}}]}}
        """).RootElement;

    public static FhirDefinitions Open(params JsonElement[] structures)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-snapshot-");
        try
        {
            File.WriteAllText(System.IO.Path.Combine(folder.FullName, "package.json"), """{"name":"test","version":"1.0.0"}""");
            for (var i = 0; i < structures.Length; i++) File.WriteAllText(System.IO.Path.Combine(folder.FullName, $"{i}.json"), structures[i].GetRawText());
            Assert.True(Profiles.TryAddPackage(folder.FullName, System.IO.Path.Combine(folder.FullName, "layers"), out var definitions, out var issue), issue?.Message);
            return definitions;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The structure with the snapshot that is made for a profile on a type of the base specification.</summary>
    public static StructureDefinition Snapshot(string type, params string[] elements)
    {
        var structure = Open(Profile("test", type, null, elements)).FindStructure("http://example.org/StructureDefinition/test")!;
        Assert.Null(structure.SnapshotIssue?.Message);
        return structure;
    }
}
