namespace Tessera.Conformance.Mcode;

/// <summary>The examples that the mCODE package ships, as fetched for the build.</summary>
internal static class McodeExamples
{
    public static string[] Files()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent!;
        return Directory.GetFiles(Path.Combine(folder.FullName, "definitions", "node_modules", "hl7.fhir.us.mcode", "example"), "*.json").Order(StringComparer.Ordinal).ToArray();
    }
}
