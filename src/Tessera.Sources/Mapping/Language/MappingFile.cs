using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Sql;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>A mapping file, read and checked against the definitions: which column feeds which element. See docs/mapping.md</summary>
internal sealed class MappingFile
{
    internal static readonly string[] Keys = ["source", "version", "timeZone", "patients", "format", "settings", "maps", "lists", "connections", "tables"];

    private MappingFile(string source, int version, string patientSystem, TimeZoneInfo? zone, IReadOnlyList<TableMapping> tables) =>
        (Source, Version, PatientSystem, Zone, Tables) = (source, version, patientSystem, zone, tables);

    /// <summary>Id of the source: part of every id, so it must not change.</summary>
    public string Source { get; }

    /// <summary>Raised when the same row would become something else.</summary>
    public int Version { get; }

    /// <summary>System of the patients' numbers.</summary>
    public string PatientSystem { get; }

    /// <summary>Zone of times that do not say theirs.</summary>
    public TimeZoneInfo? Zone { get; }

    /// <summary>The tables, in the order of the file.</summary>
    public IReadOnlyList<TableMapping> Tables { get; }

    /// <summary>The mapping as the history names it.</summary>
    public string Name => $"{Source}@{Version}";

    /// <summary>Reads a mapping; null after noting what is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="definitions">What profiles and elements there are.</param>
    /// <param name="issues">What is wrong.</param>
    /// <param name="ofRecords">Whether it belongs to a source of FHIR records, and not to files and queries.</param>
    public static MappingFile? Read(string path, FhirDefinitions definitions, List<Issue> issues, bool ofRecords = false)
    {
        YamlMappingNode? root = null;
        try
        {
            using var reader = File.OpenText(path);
            root = MappingYaml.Root(path, reader, issues);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            issues.Add(new Issue(IssueSeverity.Error, IssueType.NotFound, path, "the mapping cannot be read") { Fix = "Check the path and its permissions." });
        }

        return root is null ? null : Read(path, root, definitions, issues, ofRecords);
    }

    /// <summary>Reads a mapping that stands in several texts, of which each has some of the tables, maps and lists; null after noting what is wrong.</summary>
    public static MappingFile? Read(string path, IEnumerable<(string Name, string Text)> texts, FhirDefinitions definitions, List<Issue> issues)
    {
        YamlMappingNode? whole = null;
        var files = new Dictionary<YamlNode, string>(ReferenceEqualityComparer.Instance);
        foreach (var (name, text) in texts)
        {
            using var reader = new StringReader(text);
            if (MappingYaml.Root(name, reader, issues) is not { } root) return null;
            foreach (var node in root.AllNodes) files.TryAdd(node, name);
            if (whole is null) whole = root;
            else Join(whole, root);
        }

        return whole is null ? null : Read(path, whole, definitions, issues, ofRecords: false, files);
    }

    private static void Join(YamlMappingNode whole, YamlMappingNode part)
    {
        foreach (var (key, value) in part.Children)
        {
            if (value is YamlMappingNode more && whole.Children.TryGetValue(key, out var known) && known is YamlMappingNode into)
                foreach (var (name, entry) in more.Children) into.Add(name, entry);
            else whole.Add(key, value);
        }
    }

    private static MappingFile? Read(
        string path, YamlMappingNode root, FhirDefinitions definitions, List<Issue> issues, bool ofRecords, IReadOnlyDictionary<YamlNode, string>? files = null)
    {
        var problems = new MappingProblems(path, issues, files);
        foreach (var key in root.Children.Keys)
            if (!Keys.Contains(MappingText.Of(key))) problems.Unknown(key, "key of a mapping", MappingText.Of(key), Keys);
        var source = MappingText.Value(root, "source");
        if (source is null || !source.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_'))
            problems.Add(root, "a mapping needs 'source', a short name of letters, digits, dot, hyphen and underscore", "It is part of every id: choose it once.");
        if (!int.TryParse(MappingText.Value(root, "version") ?? "1", out var version) || version < 1)
            problems.Add(MappingText.Node(root, "version")!, "'version' is a whole number from 1", "Raise it when the same row would become something else.");
        var zone = Zoned(root, problems);
        var settings = SettingsReader.Read(root, problems);
        var maps = new MapReader(problems).Read(root);
        var names = new MappingNames(maps, new NamedLists(definitions, new ListReader(problems).Read(root), maps.Values), SettingsReader.Names(settings));
        var tables = new TableReader(definitions, problems, names, source ?? "", version) { OfRecords = ofRecords, Databases = new SqlSettings(root, problems, Path.GetDirectoryName(Path.GetFullPath(path))!) }.Read(root);
        return problems.AreNone ? new MappingFile(source!, version, MappingText.Value(root, "patients") ?? $"urn:tessera:{source}:patients", zone, [.. tables.Select(table => table with { Settings = table.Settings with { Values = settings } })]) : null;
    }

    private static TimeZoneInfo? Zoned(YamlMappingNode root, MappingProblems problems)
    {
        if (MappingText.Value(root, "timeZone") is not { } name) return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        problems.Add(root.Children[new YamlScalarNode("timeZone")], $"'{name}' is not a time zone", "Use an IANA name such as Europe/Berlin.");
        return null;
    }
}
