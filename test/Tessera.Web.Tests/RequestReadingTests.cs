using System.Net.Http.Headers;
using System.Text;

namespace Tessera.Web.Tests;

/// <summary>Formats, versions of FHIR, counts and preferences, as they stand in requests: https://hl7.org/fhir/R4/http.html</summary>
public sealed class RequestReadingTests(RunningServer server) : IClassFixture<RunningServer>
{
    private Task<Answer> Form(string form, params (string, string)[] headers) =>
        server.Send(new HttpRequestMessage(HttpMethod.Post, "/fhir/Patient/_search") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(form)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded") } } }, headers);

    [Fact]
    public async Task A_form_says_how_the_answer_is_written()
    {
        Assert.DoesNotContain("\n", (await Form("_id=x")).Body, StringComparison.Ordinal);
        Assert.Contains("\n", (await Form("_id=x&_pretty=true")).Body, StringComparison.Ordinal);
        Assert.Equal(406, (await Form("_id=x&_format=xml")).Status);
        Assert.Equal("application/json; charset=utf-8", (await Form("_id=x&_format=application/json", ("Accept", "text/html"))).Header("Content-Type"));
    }

    [Theory]
    [InlineData("application/fhir+json; fhirVersion=3.0", 406)]
    [InlineData("application/fhir+json; fhirVersion=4.0", 200)]
    [InlineData("application/fhir+json; fhirVersion=3.0, application/fhir+json; fhirVersion=4.0", 200)]
    public async Task Another_version_of_FHIR_is_not_given(string accept, int status) => Assert.Equal(status, (await server.Get("/fhir/metadata", ("Accept", accept))).Status);

    [Theory]
    [InlineData("application/fhir+json; fhirVersion=3.0", 415)]
    [InlineData("application/fhir+json; charset=iso-8859-1", 415)]
    [InlineData("application/fhir+json; charset=\"UTF-8\"; fhirVersion=4.0", 201)]
    public async Task Nor_taken_nor_another_charset(string type, int status) =>
        Assert.Equal(status, (await server.Send(HttpMethod.Post, "/fhir/Basic", """{"resourceType":"Basic","code":{"text":"x"}}""", ("Content-Type", type))).Status);

    [Theory]
    [InlineData("Patient?_count=999999999999")]
    [InlineData("Patient/_history?_count=999999999999")]
    public async Task A_count_is_lowered_however_large(string path) => Assert.Equal(200, (await server.Get("/fhir/" + path)).Status);

    [Theory]
    [InlineData("GET", "$changes?foo=x", 400)]
    [InlineData("GET", "$changes?since=", 400)]
    [InlineData("POST", "Patient/$validate", 400)]
    [InlineData("GET", "CodeSystem/$validate-code?code=1", 400)]
    [InlineData("POST", "Patient/p/$foo", 404)]
    [InlineData("POST", "Patient/$foo", 404)]
    [InlineData("POST", "$foo", 404)]
    public async Task What_is_missing_or_unknown_is_said(string method, string path, int status)
    {
        var answer = await server.Send(new HttpMethod(method), "/fhir/" + path);
        Assert.Equal(status, answer.Status);
        _ = answer.IssueCode;
    }

    [Fact]
    public async Task A_change_that_is_not_there_yet_is_refused()
    {
        var answer = await server.Get($"/fhir/$changes?since={server.Node.Store.Epoch}.999999");
        Assert.Equal(400, answer.Status);
        Assert.Contains("no such change yet", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_said_to_be_none()
    {
        await server.Put("""{"resourceType":"Patient","id":"versions"}""");
        Assert.Contains("There is no version 999", (await server.Get("/fhir/Patient/versions/_history/999")).Body, StringComparison.Ordinal);
        Assert.Contains("There is no Patient", (await server.Get("/fhir/Patient/nobody/_history/1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_types_of_patches_are_told()
    {
        var answer = await server.Send(HttpMethod.Patch, "/fhir/Patient/versions", "x", ("Content-Type", "text/plain"));
        Assert.Equal((415, "application/json-patch+json, application/fhir+json"), (answer.Status, answer.Header("Accept-Patch")));
    }

    [Fact]
    public async Task A_preference_may_stand_in_quotes() =>
        Assert.Equal((201, ""), await server.Send(HttpMethod.Post, "/fhir/Basic", """{"resourceType":"Basic","code":{"text":"x"}}""", ("Prefer", "return=\"minimal\"")) is var answer ? (answer.Status, answer.Body) : default);

    [Fact]
    public async Task Answers_vary_by_origin()
    {
        Assert.Equal("Origin", (await server.Get("/fhir/metadata")).Header("Vary"));
        Assert.Equal("Origin", (await server.Get("/fhir/metadata", ("Origin", "https://app.example"))).Header("Vary"));
    }
}
