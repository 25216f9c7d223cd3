using System.Text.Json;
using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Definitions.Compile;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Conformance.Validator;

/// <summary>Validates the cases of the suite, each with the definitions that it brings.</summary>
internal sealed class SuiteRunner(FhirDefinitions builtIn, string folder, string layersFolder)
{
    private readonly FhirValidator plain = new(builtIn);

    /// <summary>The suite's own file, or the JSON that its XML was converted to; null when there is neither.</summary>
    public string? Find(string file) =>
        new[] { file, file + ".json" }.Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a case without its profile and, where it has one, with it.</summary>
    public IReadOnlyList<SuiteRun> Run(SuiteCase test)
    {
        var supporting = test.Supporting.Append(test.Profile).OfType<string>().Select(Find).OfType<string>().Distinct().Select(File.ReadAllBytes).ToList();
        var validator = supporting.Count == 0 ? plain : new FhirValidator(With(supporting));
        var runs = new List<SuiteRun>();
        if (test.Outcome is not null) runs.Add(WithoutProfile(test, validator));
        if (test.ProfileOutcome is not null) runs.Add(new SuiteRun(Expected(test.ProfileOutcome), Found(test, validator, [Url(Find(test.Profile!)!)])));
        return runs;
    }

    // The index does not say whether the reference validator had the definitions of the profile when it ran without it, and a resource may
    // claim the profile by itself.
    private SuiteRun WithoutProfile(SuiteCase test, FhirValidator validator)
    {
        var run = new SuiteRun(Expected(test.Outcome!), Found(test, validator, []));
        return run.Agrees || test.Profile is null ? run : new SuiteRun(run.Expected, Found(test, plain, []));
    }

    private FhirDefinitions With(IReadOnlyList<byte[]> files)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "definitions");
        var layers = File.ReadAllLines(Path.Combine(folder, FhirDefinitions.ListFile)).Where(line => line.Length > 0).Select(line => Path.Combine(folder, line)).ToList();
        layers.Add(PackageCompiler.Compile(new PackageIdentity("validator-suite", "1", ""), files, [], builtIn, layersFolder));
        return FhirDefinitions.Open(layers);
    }

    private IReadOnlyList<Issue> Found(SuiteCase test, FhirValidator validator, IReadOnlyList<string> profiles) =>
        FhirDocument.TryParse(File.ReadAllBytes(Find(test.File)!), validator.Definitions.Names, out var document, out var issue)
            ? validator.Validate(document, profiles).Issues
            : [issue];

    private static string Url(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.GetProperty("url").GetString()!;
    }

    private (string Place, string Message)[] Expected(string outcome)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "outcomes", outcome)));
        if (!json.RootElement.TryGetProperty("issue", out var issues)) return [];
        return issues.EnumerateArray().Where(issue => issue.GetProperty("severity").GetString() is "error" or "fatal").Select(issue => (PlaceOf(issue), TextOf(issue))).ToArray();
    }

    private static string PlaceOf(JsonElement issue) =>
        (issue.TryGetProperty("expression", out var places) || issue.TryGetProperty("location", out places)) && places.GetArrayLength() > 0 ? places[0].GetString()! : "";

    private static string TextOf(JsonElement issue) =>
        issue.TryGetProperty("details", out var details) && details.TryGetProperty("text", out var text) ? text.GetString()!
        : issue.TryGetProperty("diagnostics", out text) ? text.GetString()! : "";
}
