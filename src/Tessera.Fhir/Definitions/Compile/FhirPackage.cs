using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>A FHIR package from outside, read whole into memory within bounds; nothing of it is written to disk.
/// See https://hl7.org/fhir/packages.html</summary>
internal sealed record FhirPackage(PackageIdentity Identity, IReadOnlyList<byte[]> Files)
{
    private const int MostFiles = 50_000;
    private const long MostBytes = 1L << 30;

    public static bool TryRead(string path, [NotNullWhen(true)] out FhirPackage? package, [NotNullWhen(false)] out Issue? issue)
    {
        package = null;
        try
        {
            var files = Directory.Exists(path) ? FromFolder(path) : FromArchive(path);
            if (!files.Remove("package.json", out var manifest)) return Refuse("The package has no package.json.", out issue);
            using var json = JsonDocument.Parse(manifest);
            var identity = new PackageIdentity(json.RootElement.Text("name"), json.RootElement.Text("version"), "");
            if (!IsPlain(identity.Name) || !IsPlain(identity.Version)) return Refuse("The package's name or version is not plain text.", out issue);
            foreach (var (name, bytes) in files) JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 256 }).Dispose();
            package = new FhirPackage(identity, files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value).ToArray());
            issue = null;
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
            return Refuse($"The package cannot be read: {exception.Message}", out issue);
        }
    }

    private static bool Refuse(string message, out Issue issue)
    {
        issue = new Issue(IssueSeverity.Fatal, IssueType.Invalid, "", message) { Fix = "Give a FHIR package as .tgz, or a folder with package.json and JSON resources." };
        return false;
    }

    // Names become part of a file name, so nothing but the characters of package names is let through.
    private static bool IsPlain(string text) => text.Length is > 0 and < 200 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+') && text[0] != '.';

    private static bool IsWanted(string name) =>
        name.EndsWith(".json", StringComparison.Ordinal) && !name.Contains('/') && name is not (".index.json" or "validation-summary.json" or "validation-oo.json" or "spec.internals");

    private static Dictionary<string, byte[]> FromFolder(string folder)
    {
        var inner = System.IO.Path.Combine(folder, "package");
        if (!File.Exists(System.IO.Path.Combine(folder, "package.json")) && Directory.Exists(inner)) folder = inner;
        return Directory.EnumerateFiles(folder, "*.json").Take(MostFiles).Where(file => IsWanted(System.IO.Path.GetFileName(file)))
            .ToDictionary(file => System.IO.Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);
    }

    private static Dictionary<string, byte[]> FromArchive(string path)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var file = File.OpenRead(path);
        using var reader = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        long total = 0;
        while (reader.GetNextEntry() is { } entry)
        {
            total += entry.Length;
            if (total > MostBytes || files.Count > MostFiles) throw new InvalidDataException($"it unpacks to more than {MostBytes >> 20} MiB or {MostFiles} files");
            var name = entry.Name.StartsWith("package/", StringComparison.Ordinal) ? entry.Name["package/".Length..] : entry.Name;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is null || !IsWanted(name)) continue;
            using var content = new MemoryStream();
            entry.DataStream.CopyTo(content);
            files[name] = content.ToArray();
        }
        return files;
    }
}
