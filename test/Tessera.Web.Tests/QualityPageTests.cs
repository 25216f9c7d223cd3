namespace Tessera.Web.Tests;

public sealed class QualityPageTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await server.Put("""{"resourceType":"Patient","id":"q1","name":[{"family":"Quill"}],"gender":"female","birthDate":"1960-05-01"}""");
        await server.Put("""{"resourceType":"Patient","id":"q2","gender":"male"}""");
        await server.Put("""{"resourceType":"Condition","id":"qc","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition"]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50.411"}]},"subject":{"reference":"Patient/q1"}}""");
        await server.Node.Projector.CatchUp(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_page_says_first_how_many_elements_are_usable_everywhere() =>
        Assert.Matches("[0-9]+ of [0-9]+ data elements are usable everywhere", (await server.Get("/quality")).Body);

    [Fact]
    public async Task An_element_tells_its_denominator_and_the_patients_who_lack_it()
    {
        var body = (await server.Get("/quality?element=disease-4")).Body;
        Assert.Contains("Expected of all patients", body, StringComparison.Ordinal);
        Assert.Contains("href=\"/patients/q2\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/patients/q1\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_patients_behind_a_number_are_named() =>
        Assert.Contains("<bdi>Quill</bdi>", (await server.Get("/quality?element=patient-4")).Body, StringComparison.Ordinal);

    [Fact]
    public async Task The_JSON_has_counts_and_no_patient()
    {
        var answer = await server.Get("/quality/report.json");
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
        var birth = answer.Json.GetProperty("elements").EnumerateArray().Single(element => element.GetProperty("id").GetString() == "patient-1");
        Assert.Equal((2, 1), (birth.GetProperty("expected").GetInt32(), birth.GetProperty("extracted").GetInt32()));
        Assert.Equal(507, answer.Json.GetProperty("elements").GetArrayLength());
        Assert.DoesNotContain("Quill", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Patient/q", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_CSV_has_a_row_per_element_source_and_month()
    {
        var answer = await server.Get("/quality/report.csv?element=disease-4");
        var rows = answer.Body.Trim().Split("\r\n");
        Assert.Equal(2, rows.Length);
        Assert.StartsWith("disease-4,stu1,disease,Primary cancer,Code,patients,,,2,1,1,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_element_that_there_is_not_is_404() => Assert.Equal(404, (await server.Get("/quality?element=nothing")).Status);

    [Theory]
    [InlineData("")]
    [InlineData("?list=stu4&gaps=1")]
    [InlineData("?element=disease-2&lack=code&after=%00")]
    [InlineData("?group=99&lack=-1&source=nowhere")]
    public async Task Every_address_in_the_page_answers(string query)
    {
        var body = (await server.Get("/quality" + query)).Body;
        var addresses = body.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)].Replace("&amp;", "&", StringComparison.Ordinal))
            .Where(address => address.StartsWith("/quality", StringComparison.Ordinal) || address.StartsWith("/patients/", StringComparison.Ordinal)).Distinct().Take(12);
        foreach (var address in addresses) Assert.Equal(200, (await server.Get(address)).Status);
    }
}
