using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Tessera.Conformance.Snapshots;

/// <summary>The JSON of StructureDefinitions as they were published, by canonical URL.</summary>
internal sealed class StructureDefinitions
{
    private static readonly string[] BaseFiles = ["profiles-types.json", "profiles-resources.json", "profiles-others.json", "extension-definitions.json"];

    private readonly Dictionary<string, JsonElement> all = new(StringComparer.Ordinal);

    /// <summary>Those of the base specification and of the packages that the definitions are built from.</summary>
    public static StructureDefinitions OfNodeModules(params string[] packages)
    {
        var structures = new StructureDefinitions();
        foreach (var file in BaseFiles)
        {
            var bundle = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(NodeModule("@medplum"), "definitions", "dist", "fhir", "r4", file))).RootElement;
            foreach (var entry in bundle.GetProperty("entry").EnumerateArray()) structures.Add(entry.GetProperty("resource"));
        }
        foreach (var package in packages) structures.AddPackage(NodeModule(package));
        return structures;
    }

    public IReadOnlyList<JsonElement> AddPackage(string folder) =>
        Directory.GetFiles(folder, "StructureDefinition-*.json").Order(StringComparer.Ordinal).Select(file => Add(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement)).ToList();

    public IReadOnlyList<JsonElement> AddArchive(string path)
    {
        var added = new List<JsonElement>();
        using var reader = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.StartsWith("package/StructureDefinition-", StringComparison.Ordinal)) continue;
            added.Add(Add(JsonDocument.Parse(entry.DataStream).RootElement));
        }
        return added;
    }

    public JsonElement? Find(string canonical)
    {
        var bar = canonical.IndexOf('|', StringComparison.Ordinal);
        if (!all.TryGetValue(bar < 0 ? canonical : canonical[..bar], out var found)) return null;
        return bar < 0 || found.GetProperty("version").GetString() == canonical[(bar + 1)..] ? found : null;
    }

    public IEnumerable<JsonElement> All => all.Values;

    private JsonElement Add(JsonElement resource)
    {
        if (resource.GetProperty("resourceType").GetString() == "StructureDefinition") all[resource.GetProperty("url").GetString()!] = resource;
        return resource;
    }

    /// <summary>The folder of a package that npm fetched.</summary>
    public static string NodeModule(string package)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "definitions", "node_modules", package);
    }
}
