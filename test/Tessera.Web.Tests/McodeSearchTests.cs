using System.Text.Json;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Web.Tests;

/// <summary>What the conformance pages of mCODE STU4 ask a server, over the examples of its package: https://hl7.org/fhir/us/mcode/STU4/conformance-general.html</summary>
public sealed class McodeSearchTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    private const string Cancer = "http://hl7.org/fhir/us/mcode/ValueSet/mcode-primary-cancer-disorder-vs";
    private const string FormerCancer = "http://hl7.org/fhir/us/mcode/ValueSet/mcode-primary-or-uncertain-behavior-cancer-disorder-vs";
    private const string Snomed = "http://snomed.info/sct";
    private const string Loinc = "http://loinc.org";
    private const string Categories = "http://terminology.hl7.org/CodeSystem/observation-category";

    private static readonly Lazy<IReadOnlyList<JsonElement>> Examples = new(() => [.. Files().Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)]);

    public async ValueTask InitializeAsync()
    {
        var names = server.Definitions.Names;
        var writes = Examples.Value.Select(example => FhirDocument.Parse(example.GetRawText(), names))
            .Append(FhirDocument.Parse("""{"resourceType":"Condition","id":"icd","subject":{"reference":"Patient/cancer-patient-eve-anyperson"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C34.90"}]}}""", names))
            .Select(document => new ResourceWrite(WriteKind.Upsert, document.ResourceType!, document.Id, document));
        await server.Node.Store.Write(Access.Everything, [.. writes], WritePriority.Bulk, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Patients_in_a_group()
    {
        var group = Assert.Single(await Matches("Group?code=C19700"));
        var members = group.GetProperty("member").EnumerateArray().Select(member => member.GetProperty("entity").GetProperty("reference").GetString()!["Patient/".Length..]).ToList();
        Assert.Equal(members.Order(), Ids(await Matches("Patient?_id=" + string.Join(',', members))));
    }

    [Theory]
    [InlineData(Cancer)]
    [InlineData(FormerCancer)]
    public async Task Patients_with_a_cancer_condition(string set)
    {
        var conditions = await Matches($"Condition?code:in={set}");
        Assert.Contains("icd", Ids(conditions));
        var patients = conditions.Select(Subject).Distinct().Order().ToList();
        Assert.Equal(patients, Ids(await Matches($"Patient?_has:Condition:subject:code:in={set}")));
        Assert.Equal(patients, Ids(await Matches("Patient?_id=" + string.Join(',', patients))));
        var both = await Entries($"Condition?code:in={set}&_include=Condition:subject");
        Assert.Equal(patients, Ids(both.Where(entry => Mode(entry) == "include").Select(entry => entry.GetProperty("resource"))));
    }

    [Fact]
    public async Task What_cannot_be_decided_about_a_condition_is_said_in_the_bundle()
    {
        var outcome = Assert.Single(await Entries($"Condition?code:in={Cancer}"), entry => Mode(entry) == "outcome").GetProperty("resource");
        Assert.Contains(Snomed, outcome.GetProperty("issue")[0].GetProperty("diagnostics").GetString(), StringComparison.Ordinal);
        Assert.Equal("warning", outcome.GetProperty("issue")[0].GetProperty("severity").GetString());
    }

    [Theory]
    [InlineData("Specimen", "type", "http://terminology.hl7.org/CodeSystem/v2-0487", "TUMOR")]
    [InlineData("Condition", "category", Snomed, "372087000")]
    [InlineData("Condition", "category", Snomed, "128462008")]
    [InlineData("Observation", "category", Snomed, "385356007")]
    [InlineData("Observation", "category", Snomed, "250724005")]
    [InlineData("Observation", "code", Snomed, "398192003")]
    [InlineData("Observation", "code", Loinc, "89247-1")]
    [InlineData("Observation", "code", Loinc, "89243-0")]
    [InlineData("Observation", "code", Loinc, "69548-6")]
    [InlineData("Observation", "code", Loinc, "53041-0")]
    [InlineData("Observation", "code", Loinc, "88040-1")]
    [InlineData("Observation", "code", Loinc, "97509-4")]
    [InlineData("Observation", "code", Loinc, "21889-1")]
    [InlineData("Observation", "category", Categories, "vital-signs")]
    [InlineData("Observation", "category", Categories, "laboratory")]
    [InlineData("DiagnosticReport", "category", "http://terminology.hl7.org/CodeSystem/v2-0074", "LAB")]
    [InlineData("DiagnosticReport", "code", Loinc, "81247-9")]
    [InlineData("Procedure", "code", Snomed, "387713003")]
    public async Task Queries_for_profiles(string type, string element, string system, string code)
    {
        var expected = Examples.Value.Where(example => Is(example, type) && Codings(example, element).Contains((system, code))).Select(Id).Order().ToList();
        Assert.Equal(expected, Ids(await Matches($"{type}?{element}={system}|{code}")));
        var withoutSystem = Examples.Value.Where(example => Is(example, type) && Codings(example, element).Any(coding => coding.Code == code)).Select(Id).Order();
        Assert.Equal(withoutSystem, Ids(await Matches($"{type}?{element}={code}")));
    }

    [Fact]
    public async Task Every_profile_is_found_by_its_name()
    {
        var claimed = Examples.Value
            .SelectMany(example => example.TryGetProperty("meta", out var meta) && meta.TryGetProperty("profile", out var profiles)
                ? profiles.EnumerateArray().Select(profile => (Type: example.GetProperty("resourceType").GetString()!, Profile: profile.GetString()!, Id: Id(example))) : [])
            .ToLookup(claim => (claim.Type, claim.Profile), claim => claim.Id);
        Assert.InRange(claimed.Count, 30, 100);
        foreach (var same in claimed) Assert.Equal(same.Distinct().Order(), Ids(await Matches($"{same.Key.Type}?_profile={same.Key.Profile}")));
    }

    [Theory]
    [InlineData("Observation?code:text=ecog", "Observation")]
    [InlineData("Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|m123", "Patient")]
    [InlineData("Observation?combo-code-value-quantity=8302-2$gt1|http://unitsofmeasure.org|m", null)]
    [InlineData("Observation?component-code-value-concept=48018-6$http://www.genenames.org|HGNC:1100", "Observation")]
    [InlineData("?_type=Observation,Condition&_profile:missing=false", "Observation")]
    [InlineData("Condition?_content=anyperson", "Condition")]
    [InlineData("Condition?_text=breast", null)]
    [InlineData("Group?_include:iterate=*", "Group")]
    public async Task Rarer_searches_are_answered(string search, string? type)
    {
        var matches = await Matches(search);
        if (type is not null) Assert.Contains(matches, match => Is(match, type));
    }

    [Theory]
    [InlineData("Condition?code:in=http://example.org/none")]
    [InlineData("Condition?code:below=http://snomed.info/sct|363346000")]
    [InlineData("Observation?subject:below=Patient/x")]
    [InlineData("Observation?component-code-value-quantity=8302-2")]
    [InlineData("?_type=Observation,Patient&birthdate=2000")]
    public async Task What_cannot_be_answered_is_refused(string search) => Assert.Equal(400, (await server.Get("/fhir" + (search[0] == '?' ? "" : "/") + search)).Status);

    [Fact]
    public async Task A_search_of_several_types_may_be_a_form()
    {
        var answer = await server.Send(HttpMethod.Post, "/fhir/_search", "_type=Group,Patient&_count=2", ("Content-Type", "application/x-www-form-urlencoded"));
        Assert.Equal(200, answer.Status);
        var next = answer.Json.GetProperty("link").EnumerateArray().Single(link => link.GetProperty("relation").GetString() == "next").GetProperty("url").GetString()!;
        Assert.Equal(2, (await server.Get(new Uri(next).PathAndQuery)).Json.GetProperty("entry").GetArrayLength());
    }

    private async Task<List<JsonElement>> Entries(string search)
    {
        var answer = await server.Get("/fhir" + (search[0] == '?' ? "" : "/") + search + "&_count=1000");
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json.TryGetProperty("entry", out var entries) ? [.. entries.EnumerateArray()] : [];
    }

    private async Task<List<JsonElement>> Matches(string search) => [.. (await Entries(search)).Where(entry => Mode(entry) == "match").Select(entry => entry.GetProperty("resource"))];

    private static string Mode(JsonElement entry) => entry.GetProperty("search").GetProperty("mode").GetString()!;

    private static bool Is(JsonElement resource, string type) => resource.GetProperty("resourceType").GetString() == type;

    private static string Id(JsonElement resource) => resource.GetProperty("id").GetString()!;

    private static string Subject(JsonElement resource) => resource.GetProperty("subject").GetProperty("reference").GetString()!["Patient/".Length..];

    private static IEnumerable<string> Ids(IEnumerable<JsonElement> resources) => resources.Select(Id).Order();

    private static IEnumerable<(string? System, string? Code)> Codings(JsonElement resource, string element)
    {
        if (!resource.TryGetProperty(element, out var concepts)) return [];
        return (concepts.ValueKind == JsonValueKind.Array ? concepts.EnumerateArray().ToArray() : [concepts])
            .SelectMany(concept => concept.TryGetProperty("coding", out var codings) ? codings.EnumerateArray().ToArray() : [])
            .Select(coding => (coding.TryGetProperty("system", out var system) ? system.GetString() : null, coding.TryGetProperty("code", out var code) ? code.GetString() : null));
    }

    private static string[] Files()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "global.json"))) folder = folder.Parent;
        return Directory.GetFiles(Path.Combine(folder.FullName, "definitions", "node_modules", "hl7.fhir.us.mcode", "example"), "*.json");
    }
}
