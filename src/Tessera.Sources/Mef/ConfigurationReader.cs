using Tessera.Fhir;
using Tessera.Fhir.Json;

namespace Tessera.Sources.Mef;

/// <summary>A JSON configuration whose errors name file, line, key and what to do.</summary>
internal sealed class ConfigurationReader
{
    private readonly string path;
    private readonly List<Issue> issues;

    private ConfigurationReader(string path, FhirDocument document, List<Issue> issues) => (this.path, Root, this.issues) = (path, document.Root, issues);

    public FhirNode Root { get; }

    /// <summary>Reads the file, or notes why not.</summary>
    public static ConfigurationReader? Open(string path, List<Issue> issues)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            issues.Add(new Issue(IssueSeverity.Error, IssueType.NotFound, "", $"{path}: the configuration cannot be read") { Fix = "Give the path of a configuration file." });
            return null;
        }
        if (!FhirDocument.TryParse(bytes, new NameTable([]), out var document, out var issue))
        {
            issues.Add(issue with { Message = $"{path}:{issue.Line}: the configuration is not JSON: {issue.Message}" });
            return null;
        }
        if (document.Root.Kind == JsonKind.Object) return new ConfigurationReader(path, document, issues);
        issues.Add(new Issue(IssueSeverity.Error, IssueType.Structure, "", $"{path}: the configuration is not a JSON object") { Line = 1, Column = 1, Fix = "Start from MEF's csv.config.example.json." });
        return null;
    }

    public string? Text(FhirNode node, string key)
    {
        var value = node[key];
        if (!value.Exists || value.Kind == JsonKind.Null) return null;
        if (value.Kind == JsonKind.String) return value.ToText() is { Length: > 0 } text ? text : null;
        Error(value, $"{key} is not text", "Write it between double quotes.");
        return null;
    }

    public string? Required(FhirNode node, string key)
    {
        if (Text(node, key) is { } text) return text;
        if (node[key] is not { Exists: true, Kind: not (JsonKind.String or JsonKind.Null) }) Error(node, $"{key} is missing", $"Add {key}.");
        return null;
    }

    public FhirNode Object(FhirNode node, string key)
    {
        var value = node[key];
        if (value.Exists && value.Kind != JsonKind.Object) Error(value, $"{key} is not an object", "Write it between braces.");
        return value.Kind == JsonKind.Object ? value : default;
    }

    /// <summary>A file that must be there. Relative paths count from the data directory, then from the configuration's folder, and last from
    /// the working directory as in MEF.</summary>
    public string? ExistingFile(FhirNode place, string file, string? directory)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string?[] bases = directory is null
            ? [folder, Directory.GetCurrentDirectory()]
            : [Path.Combine(folder, directory), Path.GetFullPath(directory), folder, Directory.GetCurrentDirectory()];
        foreach (var start in bases)
            if (Path.Combine(start!, file) is var full && File.Exists(full)) return Path.GetFullPath(full);
        Error(place, $"there is no file {file}{(directory is null ? "" : $" in {directory}")}", $"Correct the path; relative paths count from {(directory is null ? "the configuration's folder" : "dataDirectory, which counts from the configuration's folder")}.");
        return null;
    }

    public void Error(FhirNode place, string message, string fix) => Add(IssueSeverity.Error, IssueType.Value, place, message, fix);

    public void Warn(FhirNode place, string message, string fix) => Add(IssueSeverity.Warning, IssueType.Informational, place, message, fix);

    public void NotSupported(FhirNode place, string message, string fix) => Add(IssueSeverity.Warning, IssueType.NotSupported, place, message, fix);

    private void Add(IssueSeverity severity, IssueType type, FhirNode place, string message, string fix)
    {
        var (line, column) = place.Exists ? place.Position : (0, 0);
        issues.Add(new Issue(severity, type, place.Exists ? place.Name : "", $"{path}{(line > 0 ? $":{line}" : "")}: {message}") { Line = line, Column = column, Fix = fix });
    }
}
