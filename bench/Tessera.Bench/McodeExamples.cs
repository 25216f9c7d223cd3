using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Bench;

/// <summary>The examples of the mCODE package, as fetched for the build.</summary>
public static class McodeExamples
{
    public static IReadOnlyList<byte[]> Bytes() =>
        Directory.GetFiles(Path.Combine(Root(), "definitions", "node_modules", "hl7.fhir.us.mcode", "example"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();

    public static IReadOnlyList<FhirDocument> Documents(FhirDefinitions definitions) => Bytes().Select(bytes => FhirDocument.Parse(bytes, definitions.Names)).ToArray();

    /// <summary>The repository's folder.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("run this inside the repository");
        return folder.FullName;
    }
}
