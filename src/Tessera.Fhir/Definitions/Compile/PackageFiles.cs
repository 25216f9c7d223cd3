using System.Formats.Tar;
using System.IO.Compression;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>The JSON files at the top of a package, by name, within bounds. Names are keys here and never paths.</summary>
internal static class PackageFiles
{
    private const int MostFiles = 50_000;
    private const int MostEntries = 200_000;
    private const long MostBytes = 512L << 20;

    public static Dictionary<string, byte[]> FromFile(string path)
    {
        if (new FileInfo(path).Length > MostBytes) throw TooLarge();
        return new(StringComparer.Ordinal) { [System.IO.Path.GetFileName(path)] = File.ReadAllBytes(path) };
    }

    public static Dictionary<string, byte[]> FromFolder(string folder)
    {
        var inner = System.IO.Path.Combine(folder, "package");
        if (!File.Exists(System.IO.Path.Combine(folder, "package.json")) && Directory.Exists(inner)) folder = inner;
        var paths = Directory.EnumerateFiles(folder, "*.json").Where(path => IsWanted(System.IO.Path.GetFileName(path))).Take(MostFiles + 1).ToList();
        if (paths.Count > MostFiles || paths.Sum(path => new FileInfo(path).Length) > MostBytes) throw TooLarge();
        return paths.ToDictionary(path => System.IO.Path.GetFileName(path), File.ReadAllBytes, StringComparer.Ordinal);
    }

    public static Dictionary<string, byte[]> FromArchive(string path)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var file = File.OpenRead(path);
        using var unpacked = new BoundedStream(new GZipStream(file, CompressionMode.Decompress), MostBytes, TooLarge);
        using var reader = new TarReader(unpacked);
        for (var entries = 0; reader.GetNextEntry() is { } entry; entries++)
        {
            if (entries >= MostEntries || files.Count > MostFiles || entry.Length > MostBytes) throw TooLarge();
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is null || Name(entry.Name) is not { } name) continue;
            using var content = new MemoryStream();
            entry.DataStream.CopyTo(content);
            files[name] = content.ToArray();
        }
        // Unpacking does not complain when its input ends early, and between two files nobody would notice: a whole archive ends with two empty blocks.
        unpacked.CopyTo(Stream.Null);
        return unpacked.ZerosAtEnd < 1024 ? throw new InvalidDataException("it ends too early") : files;
    }

    private static string? Name(string path)
    {
        if (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        if (path.StartsWith("package/", StringComparison.Ordinal)) path = path["package/".Length..];
        return IsWanted(path) ? path : null;
    }

    private static bool IsWanted(string name) =>
        name.EndsWith(".json", StringComparison.Ordinal) && !name.Contains('/') && !name.Contains('\\') && name is not (".index.json" or "validation-summary.json" or "validation-oo.json");

    private static InvalidDataException TooLarge() => new($"it unpacks to more than {MostBytes >> 20} MiB or {MostFiles} files");
}
