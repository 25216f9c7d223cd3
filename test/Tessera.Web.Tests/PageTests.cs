namespace Tessera.Web.Tests;

public sealed class PageTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await server.Put("""{"resourceType":"Patient","id":"p1","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient"]},"identifier":[{"system":"urn:x","value":"MRN-77"}],"name":[{"family":"Quill","given":["Ada"]}],"gender":"female","birthDate":"1961-02-03"}""");
        await server.Put("""{"resourceType":"Condition","id":"p1c","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]}],"onsetDateTime":"2020-07-12","code":{"coding":[{"system":"http://snomed.info/sct","code":"254837009","display":"Breast cancer"}]},"subject":{"reference":"Patient/p1"}}""");
        await server.Put("""{"resourceType":"Observation","id":"p1o","status":"final","effectiveDateTime":"2021-05","code":{"text":"Weight"},"valueQuantity":{"value":61.50,"unit":"kg"},"subject":{"reference":"Patient/p1"}}""");
        await server.Node.Verdicts.Flush(CancellationToken.None);
        await server.Node.Projector.CatchUp(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_patients_page_says_what_is_the_case_and_groups_the_records()
    {
        var page = await server.Get("/patients/p1/records");
        Assert.Equal(200, page.Status);
        Assert.Contains("<h1><bdi>Breast cancer</bdi></h1>", page.Body, StringComparison.Ordinal);
        Assert.Contains("Primary cancer", page.Body, StringComparison.Ordinal);
        Assert.Contains("12 Jul 2020", page.Body, StringComparison.Ordinal);
        Assert.Contains("61.50 kg", page.Body, StringComparison.Ordinal);
        Assert.True(page.Body.IndexOf("id=\"disease\"", StringComparison.Ordinal) < page.Body.IndexOf("id=\"labs\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/patients/p1")]
    [InlineData("/patients/p1/records")]
    public async Task Each_fact_at_the_top_of_a_page_leads_to_the_record_that_says_it(string path)
    {
        var body = (await server.Get(path)).Body;
        var start = body.IndexOf("<dl class=\"panel facts\">", StringComparison.Ordinal);
        var facts = body[start..body.IndexOf("</dl>", start, StringComparison.Ordinal)].Split("<dt>")[1..];
        string[] nobodySays = ["not recorded", "no test recorded", "Records"];
        var without = facts.Where(fact => !fact.Contains("<a href=\"/records/", StringComparison.Ordinal) && !nobodySays.Any(text => fact.Contains(text, StringComparison.Ordinal)));
        Assert.Empty(without);
        Assert.Contains("/records/Condition/p1c", string.Concat(facts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Quill")]
    [InlineData("ada quill")]
    [InlineData("MRN-77")]
    [InlineData("254837009")]
    public async Task A_patient_is_found_by_name_identifier_and_cancer_code(string query)
    {
        var page = await server.Send(HttpMethod.Post, "/patients", "q=" + Uri.EscapeDataString(query), ("Content-Type", "application/x-www-form-urlencoded"));
        Assert.Contains("1 patient found", page.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"/patients/p1\"", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/patients")]
    [InlineData("/patients/p1")]
    [InlineData("/patients/p1/records")]
    [InlineData("/records/Patient/p1")]
    public async Task Titles_never_name_a_patient(string path)
    {
        var body = (await server.Get(path)).Body;
        var title = body[body.IndexOf("<title>", StringComparison.Ordinal)..body.IndexOf("</title>", StringComparison.Ordinal)];
        Assert.DoesNotContain("Quill", title, StringComparison.Ordinal);
        Assert.DoesNotContain("MRN-77", title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/patients")]
    [InlineData("/patients/p1")]
    [InlineData("/patients/p1/records")]
    [InlineData("/records/Condition/p1c")]
    [InlineData("/records/Condition/p1c/source")]
    [InlineData("/imports")]
    [InlineData("/validation")]
    [InlineData("/quarantine")]
    [InlineData("/no-such-page")]
    public async Task Every_page_carries_the_notice_and_nothing_inline(string path)
    {
        var body = (await server.Get(path)).Body;
        Assert.Contains("For information and data management; not a medical device, not for treatment decisions.", body, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", body, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", body, StringComparison.Ordinal);
        Assert.DoesNotContain(" on", string.Join(' ', body.Split('<').Select(tag => tag.Split('>')[0]).SelectMany(tag => tag.Split(' ').Skip(1)).Where(attribute => attribute.StartsWith("on", StringComparison.Ordinal)).Select(attribute => " " + attribute)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_404_with_a_page()
    {
        foreach (var path in new[] { "/patients/none", "/records/Patient/none", "/records/Nothing/x", "/no-such-page" })
        {
            var page = await server.Get(path);
            Assert.Equal(404, page.Status);
            Assert.Contains("<h1>There is no such", page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Assets_may_be_kept_because_their_address_changes_with_them()
    {
        var body = (await server.Get("/")).Body;
        var start = body.IndexOf("/assets/tessera.css", StringComparison.Ordinal);
        var answer = await server.Get(body[start..body.IndexOf('"', start)]);
        Assert.Equal(200, answer.Status);
        Assert.Contains("immutable", answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Contains("--accent", answer.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await server.Get("/assets/other.css")).Status);
    }

    [Fact]
    public async Task The_home_page_counts_patients_and_verdicts()
    {
        var body = (await server.Get("/")).Body;
        Assert.Contains("Test centre", body, StringComparison.Ordinal);
        Assert.Contains("Records by mCODE group", body, StringComparison.Ordinal);
        Assert.Contains("✓ ", body, StringComparison.Ordinal);
    }
}
