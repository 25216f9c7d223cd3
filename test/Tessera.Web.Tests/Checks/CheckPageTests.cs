namespace Tessera.Web.Tests.Checks;

public sealed class CheckPageTests(RunningServer server) : IClassFixture<RunningServer>
{
    private string Own => new Uri(server.Client.BaseAddress!, "fhir").ToString();

    [Fact]
    public async Task The_form_names_this_node_and_every_suite()
    {
        var page = await server.Get("/check");
        Assert.Equal(200, page.Status);
        Assert.Contains($"value=\"{Own}\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(3, page.Body.Split("type=\"radio\"").Length - 1);
        Assert.DoesNotContain(" style=", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_leads_to_its_report_which_can_be_downloaded()
    {
        await server.Put("""{"resourceType":"Patient","id":"checked"}""");
        var page = await Post($"server={Own}&suite=mcode-sender");
        Assert.Equal(200, page.Status);
        Assert.Contains("The server does not do 4 things that are asked for", page.Body, StringComparison.Ordinal);
        Assert.Contains("GET Group?code=C19700 → 200", page.Body, StringComparison.Ordinal);
        Assert.Contains("Offer one of the four ways", page.Body, StringComparison.Ordinal);

        var start = page.Body.IndexOf("/check/", StringComparison.Ordinal);
        var file = await server.Get(page.Body[start..page.Body.IndexOf('"', start)]);
        Assert.Equal("mcode-sender", file.Json.GetProperty("suite").GetString());
        Assert.Equal(4, file.Json.GetProperty("summary").GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task This_node_may_be_called_localhost() =>
        Assert.Equal(200, (await Post($"server={Own.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/&suite=mcode-sender")).Status);

    [Theory]
    [InlineData("http://127.0.0.1:1/fhir")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://example.org/fhir")]
    [InlineData("file:///etc/hostname")]
    [InlineData("")]
    public async Task A_server_that_nobody_named_is_not_asked(string other)
    {
        var page = await Post($"server={Uri.EscapeDataString(other)}&suite=mcode-sender");
        Assert.Equal(400, page.Status);
        Assert.Contains("asks only this node", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/fhir/../health")]
    [InlineData("/")]
    [InlineData("/fhir?x=1")]
    [InlineData("@example.org/fhir")]
    public async Task Neither_is_another_address_of_this_node(string path) =>
        Assert.Equal(400, (await Post($"server={Uri.EscapeDataString(server.Client.BaseAddress!.ToString().TrimEnd('/') + path)}&suite=mcode-sender")).Status);

    [Fact]
    public async Task A_suite_that_writes_needs_to_be_allowed_to()
    {
        var page = await Post($"server={Own}&suite=fhir-r4");
        Assert.Equal(400, page.Status);
        Assert.Contains("This suite writes test records.", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://example.org")]
    [InlineData("Origin", "null")]
    public async Task A_form_of_another_site_is_refused(string header, string value)
    {
        var page = await Post($"server={Own}&suite=mcode-sender", (header, value));
        Assert.Equal(400, page.Status);
        Assert.Contains("came from another site", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_no_longer_kept_is_404()
    {
        Assert.Equal(404, (await server.Get("/check/none")).Status);
        Assert.Equal(404, (await server.Get("/check/none/report.json")).Status);
    }

    private Task<Answer> Post(string form, params (string, string)[] headers) => server.Send(HttpMethod.Post, "/check", form, [("Content-Type", "application/x-www-form-urlencoded"), .. headers]);
}
