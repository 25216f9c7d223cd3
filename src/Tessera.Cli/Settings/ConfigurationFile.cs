using System.Diagnostics.CodeAnalysis;
using Tessera.Centre.Writes;
using Tessera.Sources.Settings;
using YamlDotNet.RepresentationModel;

namespace Tessera.Cli.Settings;

/// <summary>The configuration of a centre (<c>tessera.yaml</c>), or of an extraction in another program's format (<c>.json</c>).</summary>
internal sealed class ConfigurationFile
{
    private static readonly string[] OwnKeys = ["name", "timeZone", "sources", "validation", "webhook", "packages"];
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<string> sources = [];
    private readonly List<string> packages = [];
    private readonly Dictionary<string, (string Kind, YamlNode Settings)> fhirSources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceSettings> sourceSettings = new(StringComparer.Ordinal);

    private ConfigurationFile(string path) => FilePath = path;

    /// <summary>Where it is, as the user wrote it.</summary>
    public string FilePath { get; }

    /// <summary>What is to be imported, in order: full paths of mappings (YAML) and of configurations of the mCODE Extraction
    /// Framework (JSON), and names of sources of FHIR resources.</summary>
    public IReadOnlyList<string> Sources => sources;

    /// <summary>The files among the sources.</summary>
    public IEnumerable<string> SourceFiles => sources.Where(source => !fhirSources.ContainsKey(source));

    /// <summary>What the configuration says of a source of FHIR resources: its kind and the lines below it; null when the source is a file.</summary>
    public (string Kind, YamlNode Settings)? FhirSource(string source) => fhirSources.TryGetValue(source, out var found) ? found : null;

    /// <summary>What is said of a source beside what it is.</summary>
    public SourceSettings SettingsOf(string source) => sourceSettings.GetValueOrDefault(source, SourceSettings.None);

    /// <summary>Whom to tell of imports, or null.</summary>
    public WebhookSettings? Webhook { get; private set; }

    /// <summary>FHIR packages that the centre brings, in order: those that the file lists, then those in the folder <c>packages</c> beside it.</summary>
    public IReadOnlyList<string> Packages => [.. packages, .. Directory.Exists(PackagesFolder) ? Directory.GetFileSystemEntries(PackagesFolder).Order(StringComparer.Ordinal).ToArray() : []];

    /// <summary>Where packages are put that the centre brings.</summary>
    public string PackagesFolder => Resolve("packages");

    /// <summary>Where code systems and value sets are kept that the centre imported.</summary>
    public string TerminologyFolder => Resolve("terminology");

    /// <summary>Where the compiled forms of packages are kept; it may be deleted at any time.</summary>
    public string LayersFolder => Resolve(Path.Combine(".tessera", "layers"));

    /// <summary>What validation does to writes.</summary>
    public ValidationPolicy Validation { get; private set; } = ValidationPolicy.Default;

    /// <summary>The value of a key, or null.</summary>
    public string? Value(string key) => values.GetValueOrDefault(key);

    /// <summary>The value of a key that is a path, resolved against the file's folder; or null.</summary>
    public string? PathValue(string key) => values.TryGetValue(key, out var path) ? Resolve(path) : null;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="file">The configuration, or null.</param>
    /// <param name="problem">Why not, with the line.</param>
    public static bool TryRead(string path, [NotNullWhen(true)] out ConfigurationFile? file, [NotNullWhen(false)] out string? problem)
    {
        (file, problem) = (null, null);
        var read = new ConfigurationFile(path);
        try
        {
            // Whether the other program's configuration makes sense is for the reader of that format to say.
            if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) read.AddJson();
            else problem = read.AddYaml();
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = $"{path}: there is no such file";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = $"{path} cannot be read";
        }

        if (problem is null) file = read;
        return problem is null;
    }

    private void AddJson()
    {
        using var _ = File.OpenRead(FilePath);
        sources.Add(Path.GetFullPath(FilePath));
    }

    private string? AddYaml()
    {
        var root = YamlText.Read(File.ReadAllText(FilePath), out var broken);
        if (broken is not null) return $"{FilePath}, line {broken.Line}, column {broken.Column}: {broken.Message}";
        if (root is null) return null;   // all lines are comments
        if (root is not YamlMappingNode mapping) return $"{FilePath}: the file must hold lines of the form \"key: value\"";

        foreach (var (name, value) in mapping.Children)
        {
            var key = (name as YamlScalarNode)?.Value ?? "";
            var known = OwnKeys.Concat(Setting.All.Select(setting => setting.Name));
            if (!known.Contains(key)) return Problem(name, $"'{key}' is not a setting; there are {string.Join(", ", known)}");
            var wrong = key switch { "sources" => AddSources(value), "validation" => AddValidation(value), "webhook" => AddWebhook(value), "packages" => AddPackages(value), _ => AddValue(key, value) };
            if (wrong is not null) return wrong;
        }

        return null;
    }

    private string? AddValue(string key, YamlNode value)
    {
        if (value is not YamlScalarNode scalar) return Problem(value, $"'{key}' needs one value");
        if (!string.IsNullOrEmpty(scalar.Value)) values[key] = scalar.Value;
        return null;
    }

    private string? AddPackages(YamlNode value)
    {
        if (value is YamlScalarNode { Value: null or "" }) return null;
        if (value is not YamlSequenceNode list || list.Children.Any(item => item is not YamlScalarNode { Value.Length: > 0 })) return Problem(value, "'packages' needs a list of files or folders");
        packages.AddRange(list.Children.Cast<YamlScalarNode>().Select(item => Resolve(item.Value!)));
        return null;
    }

    private string? AddSources(YamlNode value)
    {
        if (value is YamlScalarNode { Value: null or "" }) return null;
        if (value is not YamlSequenceNode list) return Problem(value, "'sources' needs a list");
        var folders = new List<string>();
        foreach (var item in list.Children)
        {
            if (item is not YamlMappingNode source || NameOf(source) is not { } name)
                return Problem(item, $"a source needs \"mapping: path of a mapping\", \"mef: path of its configuration\" or one of {string.Join(", ", FhirSourceSettings.Kinds)}");
            var kinds = FhirSourceSettings.Kinds.Concat(["mapping", "mef"]).ToList();
            if (source.Children.Keys.Where(key => key is YamlScalarNode { Value: { } kind } && kinds.Contains(kind)).ToList() is [var first, var second, ..])
                return Problem(second, $"a source is either '{first}' or '{second}'; give each a place of its own in the list, beginning with a hyphen");
            if (source.Children.Keys.FirstOrDefault(key => (key as YamlScalarNode)?.Value is { } known && !kinds.Contains(known) && !SourceSettings.Keys.Contains(known)) is { } unknown)
                return Problem(unknown, $"'{unknown}' is no setting of a source; there are {string.Join(", ", kinds.Concat(SourceSettings.Keys))}");
            if (SourceSettings.Read(source, Resolve, out var read) is var (place, message)) return Problem(place, message);
            if (read.Schedule.Watch is not null && fhirSources.TryGetValue(name, out var fhir) && fhir.Kind != "ndjson")
                return Problem(item, $"'watch' is for sources that read files, and '{fhir.Kind}' asks a server; use 'every' or 'at'");
            if (FolderOf(source) is var (place2, folder))
            {
                if (folders.Find(other => IsWithin(other, folder) || IsWithin(folder, other)) is { } taken) return Problem(place2, $"another source has the folder {taken}, and one would read what belongs to the other; give each a folder of its own");
                folders.Add(folder);
            }

            sources.Add(name);
            sourceSettings[name] = read;
        }

        return null;
    }

    // A source of FHIR resources has no file; its place in the configuration names it.
    private string? NameOf(YamlMappingNode source)
    {
        foreach (var kind in FhirSourceSettings.Kinds)
        {
            if (!source.Children.TryGetValue(new YamlScalarNode(kind), out var settings)) continue;
            var name = $"{Path.GetFullPath(FilePath)}#{kind}-{settings.Start.Line}";
            fhirSources[name] = (kind, settings);
            return name;
        }

        return (Text(source, "mapping") ?? Text(source, "mef")) is { } path ? Resolve(path) : null;
    }

    // The folder that a source has for itself: that of an export, or one of NDJSON files with the folders below it.
    private (YamlNode Place, string Folder)? FolderOf(YamlMappingNode source)
    {
        foreach (var kind in FhirSourceSettings.Kinds)
        {
            if (!source.Children.TryGetValue(new YamlScalarNode(kind), out var settings)) continue;
            var place = settings;
            if (settings is YamlMappingNode lines && !lines.Children.TryGetValue(new YamlScalarNode("folder"), out place)) continue;
            if (place is YamlScalarNode { Value: { Length: > 0 } folder }) return (place, Path.TrimEndingDirectorySeparator(Path.GetFullPath(Resolve(folder))));
        }

        return null;
    }

    private static bool IsWithin(string folder, string other) => other == folder || other.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string? AddWebhook(YamlNode value)
    {
        if (WebhookSettings.Read(value, Resolve, out var read) is var (place, message)) return Problem(place, message);
        Webhook = read;
        return null;
    }

    // "base" and "profiles" are the rule, everything else is the URL of a profile for which another one holds.
    private string? AddValidation(YamlNode value)
    {
        if (value is YamlScalarNode { Value: null or "" }) return null;
        if (value is not YamlMappingNode modes) return Problem(value, "'validation' needs lines of the form \"profile: off, warn or enforce\"");
        var exceptions = new Dictionary<string, ValidationMode>(StringComparer.Ordinal);
        foreach (var (name, mode) in modes.Children)
        {
            var key = (name as YamlScalarNode)?.Value ?? "";
            if (!Enum.TryParse<ValidationMode>((mode as YamlScalarNode)?.Value, ignoreCase: true, out var read) || !Enum.IsDefined(read)) return Problem(mode, $"'{key}' needs one of off, warn, enforce");
            if (key == "base") Validation = Validation with { Base = read };
            else if (key == "profiles") Validation = Validation with { Profiles = read };
            else if (key.Contains(':', StringComparison.Ordinal)) exceptions[key] = read;
            else return Problem(name, $"'{key}' is neither base, profiles nor the URL of a profile");
        }

        Validation = Validation with { Exceptions = exceptions };
        return null;
    }

    private static string? Text(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    private string Problem(YamlNode place, string message) => $"{FilePath}, line {place.Start.Line}: {message}";

    private string Resolve(string path) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(FilePath))!, path);
}
