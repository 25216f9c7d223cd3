using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Definitions.Compile;

// Compiles the packages that layers.json lists, in order, each on top of those before it.
if (args is not [var manifest, var modules, var folder])
{
    Console.Error.WriteLine("usage: Tessera.Definitions <layers.json> <node_modules> <output folder>");
    return 2;
}

var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
var layers = JsonSerializer.Deserialize<List<Layer>>(File.ReadAllText(manifest), options)!;
var paths = new List<string>();
foreach (var layer in layers)
{
    var package = Path.Combine(modules, layer.Npm);
    var npmVersion = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "package.json"))).RootElement.GetProperty("version").GetString()!;
    var files = layer.Files is { Count: > 0 }
        ? layer.Files.Select(file => Path.Combine(package, file))
        : Directory.EnumerateFiles(package, "*-*.json").Order(StringComparer.Ordinal);
    var origin = layer.Npm == layer.Name ? "" : $"{layer.Npm} {npmVersion}";
    var kinds = (layer.Kinds ?? []).Select(Enum.Parse<DefinitionKind>).ToArray();
    var below = paths.Count == 0 ? null : FhirDefinitions.Open(paths);
    paths.Add(PackageCompiler.Compile(new PackageIdentity(layer.Name, layer.Version ?? npmVersion, origin, layer.InPlaceOf ?? ""), files.Select(File.ReadAllBytes), kinds, below, folder));
    Console.WriteLine($"  {Path.GetFileName(paths[^1])}  {new FileInfo(paths[^1]).Length / 1024:N0} KiB");
}

var list = Path.Combine(folder, FhirDefinitions.ListFile);
File.WriteAllLines(list + ".tmp", paths.Select(path => Path.GetFileName(path)!));
File.Move(list + ".tmp", list, overwrite: true);
return 0;

internal sealed record Layer(string Name, string Npm, string? Version, IReadOnlyList<string>? Files, IReadOnlyList<string>? Kinds, string? InPlaceOf);
