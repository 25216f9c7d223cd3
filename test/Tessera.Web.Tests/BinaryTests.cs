using System.Net.Http.Headers;
using System.Text;

namespace Tessera.Web.Tests;

/// <summary>https://hl7.org/fhir/R4/binary.html#rest</summary>
public sealed class BinaryTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Page = "<script>alert(1)</script>";

    private Task<Answer> Send(HttpMethod method, string path, string type, string text, params (string, string)[] headers) =>
        server.Send(new HttpRequestMessage(method, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } }, headers);

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png")]
    [InlineData("application/xml, text/plain;q=0.5")]
    public async Task The_content_alone_comes_to_who_wants_no_FHIR_and_runs_nowhere(string accept)
    {
        await server.Put($$"""{"resourceType":"Binary","id":"page","contentType":"text/html","data":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Page))}}"}""");
        var answer = await server.Get("/fhir/Binary/page", ("Accept", accept));
        Assert.Equal((200, Page, "text/html"), (answer.Status, answer.Body, answer.Header("Content-Type")));
        Assert.Equal(("attachment", "nosniff", "W/\"1\""), (answer.Header("Content-Disposition"), answer.Header("X-Content-Type-Options"), answer.Header("ETag")));
        Assert.StartsWith("sandbox", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(Page, (await server.Get("/fhir/Binary/page/_history/1", ("Accept", accept))).Body);
    }

    [Theory]
    [InlineData("*/*", 200)]
    [InlineData("text/html, */*;q=0.8", 200)]
    [InlineData("application/fhir+json", 200)]
    [InlineData("application/fhir+xml", 406)]
    public async Task The_resource_comes_to_everyone_else(string accept, int status)
    {
        await server.Put("""{"resourceType":"Binary","id":"other","contentType":"text/plain","data":"QQ=="}""");
        var answer = await server.Get("/fhir/Binary/other", ("Accept", accept));
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? "Binary" : "OperationOutcome", answer.Json.GetProperty("resourceType").GetString());
        Assert.Equal((404, "not-found"), await server.Get("/fhir/Binary/none", ("Accept", "text/plain")) is var none ? (none.Status, none.IssueCode) : default);
    }

    [Fact]
    public async Task What_is_sent_as_something_else_becomes_a_Binary()
    {
        await server.Put("""{"resourceType":"Patient","id":"owner"}""");
        var created = await Send(HttpMethod.Post, "/fhir/Binary", "text/csv; charset=iso-8859-1", "a;b", ("X-Security-Context", "Patient/owner"));
        Assert.Equal(201, created.Status);
        Assert.Equal(("text/csv; charset=iso-8859-1", "YTti", "Patient/owner"), (created.Json.GetProperty("contentType").GetString(), created.Json.GetProperty("data").GetString(), created.Json.GetProperty("securityContext").GetProperty("reference").GetString()));
        Assert.Equal(201, (await Send(HttpMethod.Put, "/fhir/Binary/put", "image/png", "x")).Status);
        Assert.Equal("x", (await server.Get("/fhir/Binary/put", ("Accept", "image/png"))).Body);
        Assert.Equal(413, (await Send(HttpMethod.Post, "/fhir/Binary", "image/png", new string('x', 200_001))).Status);
        Assert.Equal(400, (await Send(HttpMethod.Post, "/fhir/Binary", "image/png", "")).Status);
        Assert.Equal(415, (await Send(HttpMethod.Post, "/fhir/Binary", "application/fhir+xml", "<Binary/>")).Status);
    }

    [Fact]
    public async Task A_page_of_another_origin_stores_none()
    {
        Assert.Equal((403, "forbidden"), await Send(HttpMethod.Post, "/fhir/Binary", "text/plain", "x", ("Origin", "https://evil.example")) is var foreign ? (foreign.Status, foreign.IssueCode) : default);
        Assert.Equal(201, (await Send(HttpMethod.Post, "/fhir/Binary", "text/plain", "x", ("Origin", "https://app.example"))).Status);
    }
}
