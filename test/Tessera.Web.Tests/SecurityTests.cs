namespace Tessera.Web.Tests;

public sealed class SecurityTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/patients")]
    [InlineData("/no-such-page")]
    [InlineData("/fhir/metadata")]
    [InlineData("/fhir/Patient/none")]
    [InlineData("/health")]
    public async Task Every_answer_forbids_embedding_guessing_and_keeping(string path)
    {
        var answer = await server.Get(path);
        Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Server"));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task A_name_that_someone_points_at_this_machine_is_refused(string host)
    {
        var answer = await server.Get("/fhir/Patient", ("Host", host));
        Assert.Equal((421, "forbidden"), (answer.Status, answer.IssueCode));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.5")]
    [InlineData("::")]
    [InlineData("example.org")]
    public void Settings_for_an_address_that_others_can_reach_cannot_be_made(string host)
    {
        Assert.False(ServerSettings.TryCreate(host, 8080, out _, out var issue));
        Assert.NotNull(issue.Fix);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public void Loopback_addresses_can(string host) => Assert.True(ServerSettings.TryCreate(host, 0, out _, out _));

    [Fact]
    public async Task C14_a_script_in_a_name_is_text_on_every_page()
    {
        const string Evil = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        await server.Put($$"""{"resourceType":"Patient","id":"evil","name":[{"family":"{{Evil}}"}],"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{{Evil.Replace("<", "&lt;", StringComparison.Ordinal)}}</p></div>"} }""");
        await server.Put($$"""{"resourceType":"Condition","id":"evil-c","code":{"text":"{{Evil}}"},"subject":{"reference":"Patient/evil"} }""");
        foreach (var path in new[] { "/patients", "/patients/evil", "/records/Patient/evil", "/records/Condition/evil-c", "/records/Condition/evil-c/source" })
        {
            var page = await server.Get(path);
            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task E08_a_search_for_a_name_is_a_post_so_that_no_address_holds_it()
    {
        var answer = await server.Send(HttpMethod.Post, "/patients", "q=Doe", ("Content-Type", "application/x-www-form-urlencoded"));
        Assert.Equal(200, answer.Status);
        var page = (await server.Get("/patients")).Body;
        Assert.Contains("""<form class="search" method="post" action="/patients" role="search">""", page, StringComparison.Ordinal);
        Assert.DoesNotContain("method=\"get\"", page, StringComparison.Ordinal);
    }
}
