namespace Tessera.Web.Tests;

public sealed class PatientListPageTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await Patient("p1", "Quill", "female", "1961-02-03", "MRN-1");
        await Patient("p2", "Abel", "male", "1975-02-03", "MRN-2");
        await Patient("p3", "<b>Zed</b>", "male", "2020-02-03", "MRN-3");
        await server.Put("""{"resourceType":"Condition","id":"c1","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]}],"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50.912","display":"Breast cancer"}]},"subject":{"reference":"Patient/p1"}}""");
        await server.Node.Verdicts.Flush(CancellationToken.None);
        await server.Node.Projector.CatchUp(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("", "3 patients")]
    [InlineData("?sex=male", "2 of 3 patients")]
    [InlineData("?sex=male&sex=female", "3 of 3 patients")]
    [InlineData("?sex=male&age=0-17", "1 of 3 patients")]
    [InlineData("?cancer=breast", "1 of 3 patients")]
    [InlineData("?cancer=none", "2 of 3 patients")]
    [InlineData("?stage=none", "3 of 3 patients")]
    [InlineData("?answer=valid", "2 of 3 patients")]
    [InlineData("?source=nowhere", "0 of 3 patients")]
    [InlineData("?cancer=%27%20or%201=1--", "0 of 3 patients")]
    [InlineData("?sort=nothing&direction=sideways&page=-1", "3 patients")]
    public async Task A_filter_leaves_the_patients_that_have_it(string query, string title)
    {
        var page = await server.Get("/patients" + query);
        Assert.Equal(200, page.Status);
        Assert.Contains($"<h1><bdi>{title}</bdi></h1>", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sort=name", "p3 p2 p1")]
    [InlineData("sort=name&direction=down", "p1 p2 p3")]
    [InlineData("sort=born", "p1 p2 p3")]
    [InlineData("sort=born&direction=down", "p3 p2 p1")]
    [InlineData("sort=cancer", "p1 p2 p3")]
    [InlineData("sort=verdict", "p1 p2 p3")]
    public async Task The_order_is_the_one_that_was_asked_for(string query, string ids)
    {
        var body = (await server.Get("/patients?" + query)).Body;
        var found = body.Split("data-stop href=\"/patients/").Skip(1).Select(rest => rest[..2]);
        Assert.Equal(ids, string.Join(' ', found));
    }

    [Fact]
    public async Task What_is_searched_for_is_in_no_address_of_the_page()
    {
        var answer = await server.Send(HttpMethod.Post, "/patients", "q=quill", ("Content-Type", "application/x-www-form-urlencoded"));
        Assert.Contains("1 patient found", answer.Body, StringComparison.Ordinal);
        var addresses = answer.Body.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);
        Assert.DoesNotContain(addresses, address => address.Contains("quill", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(addresses, address => address.Contains("find=", StringComparison.Ordinal) && address.Contains("sort=name", StringComparison.Ordinal));
        Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_text_whatever_it_says() =>
        Assert.Contains("&lt;b&gt;Zed&lt;/b&gt;", (await server.Get("/patients")).Body, StringComparison.Ordinal);

    [Fact]
    public async Task The_centres_page_counts_the_same_patients()
    {
        var body = (await server.Get("/")).Body;
        Assert.Contains("href=\"/patients?cancer=breast\"", body, StringComparison.Ordinal);
        Assert.Contains("href=\"/patients?sex=male\"", body, StringComparison.Ordinal);
        Assert.Contains("1 with a cancer recorded", body, StringComparison.Ordinal);
    }

    private Task Patient(string id, string family, string gender, string born, string number) => server.Put(
        $$"""{"resourceType":"Patient","id":"{{id}}","identifier":[{"value":"{{number}}"}],"name":[{"family":"{{family}}"}],"gender":"{{gender}}","birthDate":"{{born}}"}""");
}
