using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources.FhirApi;
using Tessera.Sources.FhirRecords;
using Tessera.Sources.Mapping.Language;
using Tessera.Sources.Ndjson;
using Tessera.Sources.Remote;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Settings;

/// <summary>Opens the sources of FHIR resources that a configuration names. See docs/sources.md</summary>
public static class FhirSourceSettings
{
    /// <summary>The kinds of source, as a configuration names them.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["fhir", "bulk", "ndjson"];

    /// <summary>Opens a source; null after noting what is wrong, each with line and column of the configuration.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="settings">What stands below it.</param>
    /// <param name="configuration">Path of the configuration: paths are relative to it.</param>
    /// <param name="definitions">The loaded definitions.</param>
    /// <param name="ids">Maker of the resources' ids.</param>
    /// <param name="issues">What is wrong.</param>
    public static IFhirSource? Open(string kind, YamlNode settings, string configuration, FhirDefinitions definitions, ResourceIds ids, out IReadOnlyList<Issue> issues)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var found = new List<Issue>();
        issues = found;
        var problems = new MappingProblems(configuration, found);
        var folder = Path.GetDirectoryName(Path.GetFullPath(configuration))!;
        var node = settings as YamlMappingNode ?? (kind == "ndjson" ? new YamlMappingNode("folder", MappingText.Of(settings)) : null);
        if (node is null)
        {
            problems.Add(settings, $"'{kind}' needs lines below it", "Write source: and url: there.");
            return null;
        }

        var reader = new SettingsNode(node, problems, folder);
        try
        {
            return kind switch
            {
                "ndjson" => Ndjson(reader, problems, definitions, ids, found),
                "bulk" => BulkDataSettings.Open(reader, problems, definitions, ids),
                _ => Server(reader, problems, definitions, ids),
            };
        }
        catch (RemoteSourceException refused)
        {
            problems.Add(settings, refused.Message, "Use an https address; allowPlainHttp: true accepts the risk within a closed network.");
            return null;
        }
    }

    private static NdjsonSource? Ndjson(SettingsNode settings, MappingProblems problems, FhirDefinitions definitions, ResourceIds ids, List<Issue> found)
    {
        var folder = settings.Path("folder");
        if (folder is null) settings.Refuse("folder", "'folder' is missing: where the files are");
        var lift = Lift(settings, definitions, problems);
        var source = SourceId(settings, lift, folder is null ? null : Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
        var options = new NdjsonOptions(source ?? "", folder ?? "") { Address = settings.Address("url"), Lift = lift };
        settings.Finish("key of an NDJSON source");
        if (!problems.AreNone) return null;
        var opened = NdjsonSource.Open(options, definitions, ids, out var issue);
        if (issue is not null) found.Add(issue);
        return opened;
    }

    private static FhirServerSource? Server(SettingsNode settings, MappingProblems problems, FhirDefinitions definitions, ResourceIds ids)
    {
        var lift = Lift(settings, definitions, problems);
        var source = SourceId(settings, lift, null);
        var address = settings.Required("url", "the base address of the server") is null ? null : settings.Address("url");
        var options = new FhirServerOptions(source ?? "", address ?? new Uri("https://nowhere.invalid"))
        {
            Types = settings.Texts("types"),
            Patients = Patients(settings),
            Since = Time(settings, "since"),
            Incremental = settings.Chosen("incremental", "true", "true", "false") == "true",
            Overlap = TimeSpan.FromMinutes(settings.Number("overlapMinutes", 10, 0, 7 * 24 * 60)),
            PageSize = settings.Number("pageSize", 200, 1, 10_000),
            Concurrency = settings.Number("concurrency", 4, 1, 32),
            Lift = lift,
            Remote = Remote(settings),
        };
        settings.Finish("key of a FHIR source");
        foreach (var type in options.Types)
            if (definitions.Type(type.Split('?')[0]) is not { Kind: FhirTypeKind.Resource }) settings.Refuse("types", $"'{type.Split('?')[0]}' is no type of resource");
        return problems.AreNone ? new FhirServerSource(options, definitions, ids) : null;
    }

    internal static RemoteOptions Remote(SettingsNode settings) => new()
    {
        Authorisation = Authorisation(settings),
        Attempts = settings.Number("attempts", 8, 1, 100),
        Timeout = TimeSpan.FromSeconds(settings.Number("timeoutSeconds", 100, 1, 3600)),
        AllowPlainHttp = settings.Flag("allowPlainHttp"),
    };

    internal static LiftOptions Lift(SettingsNode settings, FhirDefinitions definitions, MappingProblems problems) => new()
    {
        Mapping = settings.Path("mapping") is { } path ? MappingFile.Read(path, definitions, problems.Issues, ofRecords: true) : null,
        CancerCohort = settings.Chosen("cohort", "mixed", "mixed", "cancer") == "cancer",
        KeepIds = settings.Chosen("ids", "own", "own", "keep") == "keep",
    };

    internal static string? SourceId(SettingsNode settings, LiftOptions lift, string? otherwise)
    {
        var source = settings.Text("source") ?? lift.Mapping?.Source ?? otherwise;
        if (lift.Mapping is { } mapping && source != mapping.Source)
            settings.Refuse("source", $"the source is '{source}', and its mapping says '{mapping.Source}'", "Write the same in both, or leave it out here.");
        if (!string.IsNullOrEmpty(source) && source.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')) return source;
        settings.Refuse("source", "a source needs 'source', a short name of letters, digits, dot, hyphen and underscore", "It is part of every id: choose it once.");
        return null;
    }

    private static DateTimeOffset? Time(SettingsNode settings, string key)
    {
        if (settings.Text(key) is not { } text) return null;
        if (Instant.Read(text) is { } time) return time;
        settings.Refuse(key, $"'{key}' is a day or an instant such as 2026-01-31");
        return null;
    }

    // Ids in the configuration, in a file with one a line, or both. A list that names nobody must not become everybody.
    private static List<string>? Patients(SettingsNode settings)
    {
        if (!settings.Has("patients") && !settings.Has("patientsFile")) return null;
        const string Fix = "Name at least one, or leave the line out to read all patients.";
        var patients = settings.Texts("patients").Where(id => !string.IsNullOrWhiteSpace(id)).ToList();
        if (settings.Has("patients") && patients.Count == 0) settings.Refuse("patients", "'patients' names no patient", Fix);
        if (settings.Has("patientsFile"))
        {
            var listed = settings.Path("patientsFile") is { } file ? Lines(settings, file) : [];
            if (listed?.Count == 0) settings.Refuse("patientsFile", $"'patientsFile' names no patient{(settings.Path("patientsFile") is { } empty ? $": {empty} is empty" : "")}", Fix);
            patients.AddRange(listed ?? []);
        }

        return [.. patients.Select(PatientId).Distinct(StringComparer.Ordinal)];
    }

    private static List<string>? Lines(SettingsNode settings, string file)
    {
        try
        {
            return [.. File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            settings.Refuse("patientsFile", $"{file} cannot be read");
            return null;
        }
    }

    private static string PatientId(string text) => text.Trim() is var id && id.StartsWith("Patient/", StringComparison.Ordinal) ? id["Patient/".Length..] : id;

    private static ServerAuthorisation? Authorisation(SettingsNode settings)
    {
        if (settings.Below("auth") is not { } auth) return null;
        var (token, secret, key) = (auth.Secret("token"), auth.Secret("secret"), auth.Secret("key"));
        var (client, address, scope, keyId) = (auth.Text("client"), auth.Address("tokenUrl"), auth.Text("scope") ?? "system/*.read", auth.Text("keyId"));
        auth.Finish("key of 'auth'");
        if (new[] { token, secret, key }.Count(one => one is not null) > 1) settings.Refuse("auth", "'auth' has more than one of token, secret and key", "Leave all but one out: a server is shown one of them.");
        if (token is not null) return new ServerAuthorisation.Bearer(token);
        if (client is not null && secret is not null) return new ServerAuthorisation.ClientCredentials(client, secret) { TokenAddress = address, Scope = scope };
        if (client is not null && key is not null) return new ServerAuthorisation.BackendServices(client, key) { TokenAddress = address, Scope = scope, KeyId = keyId };
        settings.Refuse("auth", "'auth' needs token, or client and secret, or client and key");
        return null;
    }
}
