using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Tessera.Fhir.Definitions.Compile;

/// <summary>A FHIR package from outside, read whole into memory within bounds; nothing of it is written to disk.
/// See https://hl7.org/fhir/packages.html</summary>
internal sealed record FhirPackage(PackageIdentity Identity, IReadOnlyList<byte[]> Files)
{
    private const string Manifest = "package.json";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    public static bool TryRead(string path, [NotNullWhen(true)] out FhirPackage? package, [NotNullWhen(false)] out Issue? issue)
    {
        package = null;
        try
        {
            var files = Directory.Exists(path) ? PackageFiles.FromFolder(path) : path.EndsWith(".json", StringComparison.Ordinal) ? PackageFiles.FromFile(path) : PackageFiles.FromArchive(path);
            foreach (var (name, bytes) in files.ToArray())
                if (!TryParse(bytes, out var holdsDefinitions)) return Refuse($"{Quoted(name)} in the package is not JSON.", out issue);
                else if (!holdsDefinitions && name != Manifest) files.Remove(name);
            if ((files.Remove(Manifest, out var manifest) ? Identify(manifest) : Loose(path)) is not { } identity) return Refuse("The package is for another version of FHIR than R4.", out issue);
            if (!IsPlain(identity.Name) || !IsPlain(identity.Version)) return Refuse("The package's name or version is not plain text.", out issue);
            if (files.Count == 0) return Refuse("There is no FHIR definition in the package.", out issue);
            package = new FhirPackage(identity, files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value).ToArray());
            issue = null;
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or UnauthorizedAccessException or FormatException or ArgumentException or NotSupportedException)
        {
            return Refuse($"The package cannot be read: {exception.Message}", out issue);
        }
    }

    internal static bool Refuse(string message, out Issue issue)
    {
        issue = new Issue(IssueSeverity.Fatal, IssueType.Invalid, "", message) { Fix = "Give a FHIR R4 package as .tgz or as a folder with package.json, or a folder or file of JSON resources." };
        return false;
    }

    // Definitions of another version of FHIR would be read wrongly, so they are not read at all.
    private static PackageIdentity? Identify(byte[] manifest)
    {
        using var json = JsonDocument.Parse(manifest, Options);
        var versions = json.RootElement.Texts("fhirVersions") is { Length: > 0 } stated ? stated : json.RootElement.Texts("fhir-version-list");
        if (versions.Length > 0 && !versions.Any(version => version.StartsWith("4.0", StringComparison.Ordinal))) return null;
        return new PackageIdentity(json.RootElement.Text("name"), json.RootElement.Text("version"), "");
    }

    // Definitions that nobody packaged are called after where they lie.
    private static PackageIdentity Loose(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));
        return new PackageIdentity("local." + string.Concat(name.Select(c => IsPlain(c) ? c : '-')), "0.0.0", "");
    }

    private static bool TryParse(byte[] bytes, out bool holdsDefinitions)
    {
        holdsDefinitions = false;
        if (!Utf8.IsValid(bytes)) return false;
        try
        {
            using var json = JsonDocument.Parse(bytes, Options);
            holdsDefinitions = json.RootElement.OptionalText("resourceType") is { } type && (type == "Bundle" || Enum.IsDefined(typeof(DefinitionKind), type));
            // "\ud800" is JSON and no text; only what could be such a thing is looked at twice.
            if (bytes.AsSpan().IndexOf("\\ud"u8) < 0 && bytes.AsSpan().IndexOf("\\uD"u8) < 0) return true;
            using var writer = new Utf8JsonWriter(Stream.Null);
            json.WriteTo(writer);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // Names become part of a file name, so nothing but the characters of package names is let through.
    private static bool IsPlain(string text) => text.Length is > 0 and < 200 && text.All(IsPlain) && text[0] != '.';

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+';

    private static string Quoted(string name) => string.Concat(name.Take(100).Where(c => !char.IsControl(c)));
}
