using Tessera.Sources.FhirApi;
using Tessera.Sources.Settings;
using Tessera.Sources.Tests.FhirApi;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Tests.Settings;

/// <summary>What a configuration says below a source of FHIR resources.</summary>
public sealed class SourceSettingsTests(BuiltInDefinitions built) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("patients: []", "3: 'patients' names no patient")]
    [InlineData("patients:", "3: 'patients' names no patient")]
    [InlineData("patients: [\"\", \" \"]", "3: 'patients' names no patient")]
    [InlineData("patientsFile:", "3: 'patientsFile' names no patient")]
    [InlineData("patientsFile: empty.txt", "3: 'patientsFile' names no patient: {0} is empty")]
    [InlineData("patients: [p1]\npatientsFile: empty.txt", "4: 'patientsFile' names no patient: {0} is empty")]
    public void A_list_that_names_no_patient_does_not_become_all_of_them(string line, string problem)
    {
        var file = Path.Combine(folder, "empty.txt");
        File.WriteAllText(file, "\n  \n");
        Assert.Null(Open($"source: h\nurl: https://h.example\n{line}", out var issues));
        Assert.Equal([string.Format(null, problem, file)], issues);
    }

    [Fact]
    public async Task Patients_are_listed_by_id_or_by_reference_each_once()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(4));
        File.WriteAllText(Path.Combine(folder, "list.txt"), "Patient/p3\n\n p1 \n");
        var source = Open($"source: h\nurl: {server.Address}\npatients: [Patient/p1]\npatientsFile: list.txt", out var issues);
        Assert.Empty(issues);
        Assert.Equal(["p1", "p3"], source!.Read(ReadRequest.Everything, default).Select(outcome => outcome.Record.Patient).Distinct());
        Assert.IsType<FhirServerSource>(source);
        Assert.Empty(source.Notes);
    }

    [Fact]
    public void An_address_with_a_password_is_refused_and_not_repeated()
    {
        Assert.Null(Open("source: h\nurl: https://anna:very-secret@h.example/fhir", out var issues));
        Assert.Contains("2: 'url' has a user or a password before the @", issues);
        Assert.DoesNotContain(issues, issue => issue.Contains("very-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("auth: { token: { env: A, file: b } }", "3: 'token' has both env and file")]
    [InlineData("auth: { token: { env: A }, client: us, secret: { env: B } }", "3: 'auth' has more than one of token, secret and key")]
    public void Of_two_ways_to_say_the_same_none_is_passed_over(string line, string problem)
    {
        Assert.Null(Open($"source: h\nurl: https://h.example\n{line}", out var issues));
        Assert.Contains(problem, issues);
    }

    private Sources.FhirRecords.IFhirSource? Open(string settings, out List<string> issues)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(settings));
        var source = FhirSourceSettings.Open("fhir", yaml.Documents[0].RootNode, Path.Combine(folder, "tessera.yaml"), built.Definitions, new ResourceIds(new byte[ResourceIds.KeyLength]), out var found);
        issues = [.. found.Select(issue => $"{issue.Line}: {issue.Message}")];
        return source;
    }
}
