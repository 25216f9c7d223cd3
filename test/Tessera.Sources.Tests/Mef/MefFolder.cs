using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Mef;

namespace Tessera.Sources.Tests.Mef;

/// <summary>A folder with a configuration and the files of a source, gone after the test.</summary>
internal sealed class MefFolder : IDisposable
{
    private static readonly byte[] Key = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tessera-mef-");

    public ResourceIds Ids { get; init; } = new(Key);

    public MefOptions? Options { get; init; }

    public string Path => folder.FullName;

    public string Config => System.IO.Path.Combine(Path, "config.json");

    public static string SampleConfig => File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Mef", "mef-config.json"));

    /// <summary>Copies a suite's files beside the sample configuration; extractors without file are left out.</summary>
    public static MefFolder With(string suite, Action<JsonObject>? change = null)
    {
        var folder = new MefFolder();
        foreach (var file in Directory.GetFiles(suite, "*.csv")) File.Copy(file, System.IO.Path.Combine(folder.Path, System.IO.Path.GetFileName(file)));
        folder.WriteConfig(change);
        return folder;
    }

    public void WriteConfig(Action<JsonObject>? change = null)
    {
        var config = JsonNode.Parse(SampleConfig.Replace("DATA", Path.Replace("\\", "/", StringComparison.Ordinal), StringComparison.Ordinal))!.AsObject();
        var extractors = config["extractors"]!.AsArray();
        for (var i = extractors.Count - 1; i >= 0; i--)
            if (!File.Exists(System.IO.Path.Combine(Path, extractors[i]!["constructorArgs"]!["fileName"]!.GetValue<string>()))) extractors.RemoveAt(i);
        change?.Invoke(config);
        File.WriteAllText(Config, config.ToJsonString());
    }

    public void Write(string file, string text, Encoding? encoding = null) => File.WriteAllText(System.IO.Path.Combine(Path, file), text, encoding ?? new UTF8Encoding(false));

    public string ReadFile(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    public IReadOnlyList<Issue> Issues(FhirDefinitions definitions)
    {
        _ = MefSource.TryOpen(Config, definitions, Ids, out _, out var issues, Options);
        return issues;
    }

    public MefSource Open(FhirDefinitions definitions)
    {
        var opened = MefSource.TryOpen(Config, definitions, Ids, out var source, out var issues, Options);
        Assert.True(opened, string.Join("\n", issues.Select(issue => issue.Message)));
        return source!;
    }

    public List<RecordOutcome> Read(FhirDefinitions definitions) => Open(definitions).Read(TestContext.Current.CancellationToken).ToList();

    public void Dispose() => folder.Delete(recursive: true);
}
