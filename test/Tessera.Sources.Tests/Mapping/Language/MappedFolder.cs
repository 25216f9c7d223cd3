using System.Text.Json.Nodes;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;

namespace Tessera.Sources.Tests.Mapping.Language;

/// <summary>A folder with a mapping and its files, gone after the test.</summary>
internal sealed class MappedFolder(FhirDefinitions definitions) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tessera-language-");

    public MappedFolder Write(string file, string text)
    {
        File.WriteAllText(Path.Combine(folder.FullName, file), text);
        return this;
    }

    /// <summary>What is wrong with a mapping, as <c>line: message</c>.</summary>
    public List<string> Mistakes(string mapping)
    {
        Assert.False(TryOpen(mapping, out _, out var issues));
        return [.. issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{issue.Line}: {issue.Message}")];
    }

    /// <summary>What is said of a mapping, mistakes and the rest.</summary>
    public IReadOnlyList<Issue> Issues(string mapping)
    {
        TryOpen(mapping, out _, out var issues);
        return issues;
    }

    public List<RecordOutcome> Read(string mapping)
    {
        Assert.True(TryOpen(mapping, out var source, out var issues), string.Join('\n', issues.Select(issue => $"{issue.Line}: {issue.Message}")));
        return [.. source!.Read(TestContext.Current.CancellationToken)];
    }

    /// <summary>The resources as JSON.</summary>
    public static List<JsonNode> Json(IEnumerable<RecordOutcome> outcomes) =>
        [.. outcomes.OfType<Extracted>().SelectMany(outcome => outcome.Resources).Select(resource => JsonNode.Parse(resource.Document.Root.ToString())!)];

    /// <summary>The problems as <c>row column: reason</c>.</summary>
    public static List<string> Problems(IEnumerable<RecordOutcome> outcomes) =>
        [.. outcomes.OfType<Quarantined>().SelectMany(outcome => outcome.Problems, (outcome, problem) => $"{outcome.Record.Row} {problem.Column}: {problem.Reason}")];

    public void Dispose() => folder.Delete(recursive: true);

    private bool TryOpen(string mapping, out MappedSource? source, out IReadOnlyList<Issue> issues)
    {
        var path = Path.Combine(folder.FullName, "mapping.yaml");
        File.WriteAllText(path, mapping);
        return MappedSource.TryOpen(path, definitions, new ResourceIds(new byte[32]), null, out source, out issues);
    }
}
