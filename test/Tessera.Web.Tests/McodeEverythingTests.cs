using System.Text;
using System.Text.Json;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Web.Tests;

public sealed class McodeEverythingTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await server.Put("""{"resourceType":"Patient","id":"e1","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient"]},"identifier":[{"system":"urn:x","value":"1"}],"name":[{"family":"Doe"}],"gender":"female"}""");
        await server.Put("""{"resourceType":"Patient","id":"e2","gender":"male"}""");
        await server.Put("""{"resourceType":"Condition","id":"ec","recordedDate":"2020-03-01","code":{"text":"Breast cancer"},"subject":{"reference":"Patient/e1"}}""");
        await server.Put("""{"resourceType":"Observation","id":"eo","status":"final","effectiveDateTime":"2021-05","code":{"text":"x"},"subject":{"reference":"Patient/e1"}}""");
        await server.Put("""{"resourceType":"Observation","id":"other","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/e2"}}""");
        await server.Put("""{"resourceType":"Appointment","id":"ea","status":"proposed","participant":[{"actor":{"reference":"Patient/e1"},"status":"accepted"}]}""");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_bundle_is_valid_against_its_profile_and_has_the_patients_id()
    {
        var answer = await server.Get("/fhir/Patient/e1/$mcode-everything");
        Assert.Equal(200, answer.Status);
        Assert.Equal("e1", answer.Json.GetProperty("id").GetString());
        Assert.Equal("collection", answer.Json.GetProperty("type").GetString());
        Assert.Equal(["e1", "ec", "eo"], Ids(answer.Json));

        var result = new FhirValidator(server.Definitions).Validate(FhirDocument.Parse(Encoding.UTF8.GetBytes(answer.Body), server.Definitions.Names));
        Assert.Contains("http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-patient-bundle", result.Profiles);
        Assert.DoesNotContain(result.Issues, issue => issue.Severity >= IssueSeverity.Error);
    }

    [Theory]
    [InlineData("?start=2021-01-01", "e1 eo")]
    [InlineData("?end=2020-12-31", "e1 ec")]
    [InlineData("?start=2021-05-31&end=2021-06-01", "e1 eo")]
    [InlineData("?start=2020-03-01&end=2020-03-01", "e1 ec")]
    [InlineData("?_type=Condition", "e1 ec")]
    [InlineData("?_since=2999-01-01T00:00:00Z", "e1")]
    public async Task Parameters_leave_resources_out_but_never_the_patient(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ids((await server.Get("/fhir/Patient/e1/$mcode-everything" + query)).Json)));

    [Fact]
    public async Task A_long_record_comes_in_pages()
    {
        var first = (await server.Get("/fhir/Patient/e1/$mcode-everything?_count=2")).Json;
        Assert.Equal(["e1", "ec"], Ids(first));
        var next = first.GetProperty("link").EnumerateArray().Single(link => link.GetProperty("relation").GetString() == "next").GetProperty("url").GetString()!;
        var second = (await server.Get(next)).Json;
        Assert.Equal(["e1", "eo"], Ids(second));
        Assert.DoesNotContain(second.GetProperty("link").EnumerateArray(), link => link.GetProperty("relation").GetString() == "next");
    }

    private static IEnumerable<string> Ids(JsonElement bundle) => bundle.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource").GetProperty("id").GetString()!);
}
