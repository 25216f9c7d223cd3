namespace Tessera.Web.Tests;

public sealed class CrossOriginTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Pages_of_a_named_origin_may_call_the_API()
    {
        var answer = await server.Get("/fhir/Patient", ("Origin", "https://app.example"));
        Assert.Equal("https://app.example", answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("ETag", answer.Header("Access-Control-Expose-Headers")!, StringComparison.Ordinal);
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task A_preflight_names_what_is_allowed()
    {
        var answer = await server.Send(HttpMethod.Options, "/fhir/Patient/x", null, ("Origin", "https://app.example"), ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "content-type,if-match"));
        Assert.Equal(204, answer.Status);
        Assert.Contains("PUT", answer.Header("Access-Control-Allow-Methods")!, StringComparison.Ordinal);
        Assert.Contains("if-match", answer.Header("Access-Control-Allow-Headers")!, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/fhir/Patient", "https://evil.example")]
    [InlineData("/patients", "https://app.example")]
    public async Task Others_are_told_nothing(string path, string origin) =>
        Assert.Null((await server.Get(path, ("Origin", origin))).Header("Access-Control-Allow-Origin"));
}
