using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Import;
using Tessera.Centre.Running;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Sources;

namespace Tessera.Web.Tests;

/// <summary>A quarantined row is corrected on its page, imported again from there, and seen at its source.</summary>
public sealed class ImportPageTests(BuiltInDefinitions builtIn) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-import-pages-").FullName;
    private CentreNode node = null!;
    private Microsoft.AspNetCore.Builder.WebApplication server = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        var source = new SmallSource(Path.Combine(folder, "source"), builtIn.Definitions);
        source.Patients.Add(SmallSource.Patient(1, sex: "?"));
        source.Patients.Add(SmallSource.Patient(2));
        source.Diagnoses.Add(SmallSource.Diagnosis(1, 2));
        source.Diagnoses.Add(SmallSource.Diagnosis(1, 2));
        node = await CentreNode.Open(new CentreFolder(folder).Store, builtIn.Definitions, new CentreSettings(), TimeProvider.System, CancellationToken.None);
        var runner = new ImportRunner(node, [new ConfiguredSource("small", () => (source.Open(), []))]);
        await runner.Run(runner.Sources[0], full: false, CancellationToken.None);
        server = TesseraServer.Build(ServerSettings.Loopback(0), node, null, runner);
        await server.StartAsync();
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = TesseraServer.Addresses(server)[0] };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_row_is_corrected_on_its_page_and_imported_again()
    {
        Assert.Contains("/quarantine/row?source=small&amp;file=patients.csv&amp;row=2", await client.GetStringAsync("/quarantine"), StringComparison.Ordinal);
        var page = await client.GetStringAsync("/quarantine/row?source=small&file=patients.csv&row=2");
        Assert.Contains("name=\"cell.Sex\" type=\"text\" maxlength=\"4000\" autocomplete=\"off\" spellcheck=\"false\" value=\"?\" aria-invalid=\"true\"", page, StringComparison.Ordinal);
        var answer = await Correct(("cell.Sex", "m"), ("by", "Ada"), ("then", "replay"));
        Assert.Equal((303, "/imports"), ((int)answer.StatusCode, answer.Headers.Location!.ToString()));
        while (node.Quarantine.Count() > 0) await Task.Delay(20);
        var patient = node.Store.ResourcesOf("small", CancellationToken.None).Single(resource => resource is { Type: "Patient", Row: 2 });
        Assert.Contains("\"gender\":\"male\"", await client.GetStringAsync($"/fhir/Patient/{patient.Id}"), StringComparison.Ordinal);

        // Its source page shows both what the file says and what was said instead.
        var source = await client.GetStringAsync($"/records/Patient/{patient.Id}/source");
        Assert.Contains("<bdi>?</bdi>", source, StringComparison.Ordinal);
        Assert.Contains("corrected by Ada", source, StringComparison.Ordinal);
        Assert.Contains("corrected by Ada", await client.GetStringAsync($"/records/Patient/{patient.Id}"), StringComparison.Ordinal);

        // It is listed, and can be taken back from its page.
        Assert.Contains("Corrections in force", await client.GetStringAsync("/quarantine"), StringComparison.Ordinal);
        Assert.Contains("value=\"withdraw-replay\"", await client.GetStringAsync("/quarantine/row?source=small&file=patients.csv&row=2"), StringComparison.Ordinal);
        await Correct(("by", "Ben"), ("then", "withdraw-replay"));
        while (node.Quarantine.Count() == 0) await Task.Delay(20);
        Assert.Contains("taken back, Ben", await client.GetStringAsync("/quarantine/row?source=small&file=patients.csv&row=2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_older_than_another_correction_takes_nothing_of_it_back()
    {
        var record = node.Corrections.Correctable(node.Quarantine.Find("small", "patients.csv", 2)!);
        await node.Corrections.Correct(record, new Dictionary<string, string> { ["Sex"] = "m" }, "Ada", CancellationToken.None);
        await Correct(("cell.Sex", "?"), ("cell.Name", "Quill"), ("by", "Ben"), ("shown", "0"), ("of", record.Fingerprint));
        Assert.Equal([("Name", "Quill", "Ben"), ("Sex", "m", "Ada")], Assert.Single(node.Corrections.InForce()).Corrected.Select(cell => (cell.Column, cell.Value, cell.Author)));
    }

    [Fact]
    public async Task A_form_of_a_record_that_another_took_the_place_of_corrects_nothing()
    {
        var answer = await Correct(("cell.Sex", "m"), ("by", "Ben"), ("shown", "0"), ("of", "0123456789abcdef"));
        Assert.Contains("another record at this place", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(node.Corrections.InForce());
    }

    [Fact]
    public async Task Another_sites_page_can_neither_correct_nor_import()
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/imports/start") { Content = new FormUrlEncodedContent([new("source", "0")]), Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        Assert.Equal(400, (int)(await client.SendAsync(form)).StatusCode);
        using var correction = new HttpRequestMessage(HttpMethod.Post, "/quarantine/row") { Content = Form(("cell.Sex", "m"), ("by", "Ada")), Headers = { { "Origin", "https://evil.example" } } };
        Assert.Equal(400, (int)(await client.SendAsync(correction)).StatusCode);
        Assert.Empty(node.Corrections.OfRow("small", "patients.csv", 2));
    }

    [Fact]
    public async Task A_correction_needs_a_name()
    {
        Assert.Equal(200, (int)(await Correct(("cell.Sex", "m"), ("by", " "))).StatusCode);
        Assert.Empty(node.Corrections.OfRow("small", "patients.csv", 2));
    }

    [Fact]
    public async Task The_page_of_a_run_tells_what_became_of_every_record()
    {
        var page = await client.GetStringAsync("/imports/1");
        Assert.Contains("What became of every record", page, StringComparison.Ordinal);
        Assert.Contains("the row says the same as row 2", page, StringComparison.Ordinal);
        Assert.Contains("diagnoses.csv row 3", page, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await client.GetAsync("/imports/99")).StatusCode);
    }

    [Fact]
    public async Task A_source_page_tells_what_the_mapping_sets_by_itself()
    {
        var condition = node.Store.ResourcesOf("small", CancellationToken.None).Single(resource => resource.Type == "Condition");
        var page = await client.GetStringAsync($"/records/Condition/{condition.Id}/source");
        Assert.Contains("href=\"/imports/1\"", page, StringComparison.Ordinal);
        Assert.Contains($">{node.Imports.Find(1)!.Mapping.Replace("+", "&#x2B;", StringComparison.Ordinal)}<", page, StringComparison.Ordinal);
        var set = page[page.IndexOf("id=\"set\"", StringComparison.Ordinal)..];
        Assert.Contains("small/diagnoses@1", set, StringComparison.Ordinal);
        Assert.Contains("Condition.clinicalStatus", set, StringComparison.Ordinal);
        Assert.DoesNotContain("Condition.code<", set, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_a_group_is_named_where_its_cell_is()
    {
        var document = FhirDocument.Parse("""{"resourceType":"Group","id":"g","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/b"}}]}"""u8.ToArray(), builtIn.Definitions.Names);
        RecordOutcome record = new Extracted(new SourceRecord("hand", "cohorts.csv", 2, "1"), new CellAccount(1, 0, 0), [new ExtractedResource("Group", "g", document, "test@1", [new ElementOrigin("Cohort", "Group.member"), new ElementOrigin("Cohort", "Group.member")])]);
        await node.Store.Write(Tessera.Store.Access.Everything, [new Tessera.Store.ResourceWrite(Tessera.Store.WriteKind.Upsert, "Patient", "b", FhirDocument.Parse("""{"resourceType":"Patient","id":"b"}"""u8.ToArray(), builtIn.Definitions.Names))], Tessera.Database.WritePriority.Interactive, CancellationToken.None);
        await new ImportRun(node.Validator, TimeProvider.System).Run(new ImportSource("hand", "test", _ => [record]), new StoreSink(node), null, CancellationToken.None);
        var page = await client.GetStringAsync("/records/Group/g/source");
        Assert.Contains("Patient/b", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<code>Group.member</code>").Length);
    }

    [Fact]
    public async Task The_page_of_a_run_tells_which_columns_fed_nothing_and_why()
    {
        var document = FhirDocument.Parse("""{"resourceType":"Patient","id":"z"}"""u8.ToArray(), builtIn.Definitions.Names);
        var cells = new CellAccount(1, 1, 0) { IgnoredCells = [new IgnoredCell("Cohort", "not decided", "7")] };
        RecordOutcome record = new Extracted(new SourceRecord("hand", "cohorts.csv", 2, "1"), cells, [new ExtractedResource("Patient", "z", document, "test@1", [new ElementOrigin("No", "Patient.id")])]);
        await new ImportRun(node.Validator, TimeProvider.System).Run(new ImportSource("hand", "test", _ => [record]), new StoreSink(node), null, CancellationToken.None);
        var page = await client.GetStringAsync("/imports/2");
        Assert.Contains("<bdi>Cohort</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>cohorts.csv</bdi>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">7<", page[page.IndexOf("left-out-columns", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_another_took_the_place_of_is_not_shown_as_the_source_of_a_record()
    {
        var condition = node.Store.ResourcesOf("small", CancellationToken.None).Single(resource => resource.Type == "Condition");
        Assert.Contains("<bdi>C50.9</bdi>", await client.GetStringAsync($"/records/Condition/{condition.Id}/source"), StringComparison.Ordinal);
        var source = new SmallSource(Path.Combine(folder, "source"), builtIn.Definitions);
        source.Diagnoses.Add(SmallSource.Diagnosis(7, 2, code: "C18.9"));
        source.Open();
        var page = await client.GetStringAsync($"/records/Condition/{condition.Id}/source");
        Assert.DoesNotContain("C18.9", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_has_a_Provenance_for_each_patient()
    {
        var condition = node.Store.ResourcesOf("small", CancellationToken.None).Single(resource => resource.Type == "Condition");
        var bundle = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync($"/fhir/Provenance?target=Condition/{condition.Id}")).RootElement;
        var provenance = Assert.Single(bundle.GetProperty("entry").EnumerateArray()).GetProperty("resource");
        Assert.Equal(2, provenance.GetProperty("target").GetArrayLength());
        var document = FhirDocument.Parse(provenance.GetRawText(), builtIn.Definitions.Names);
        Assert.Equal(Verdict.Valid, node.Validator.Validate(document).Verdict);
        Assert.Equal(provenance.GetRawText(), await client.GetStringAsync($"/fhir/Provenance/{document.Id}"));
        Assert.Equal(404, (int)(await client.GetAsync("/fhir/Provenance/import.1.nobody")).StatusCode);
        var included = await client.GetStringAsync("/fhir/Condition?_revinclude=Provenance:target");
        Assert.Contains($"\"id\":\"{document.Id}\"", included, StringComparison.Ordinal);
        Assert.DoesNotContain("Provenance", await client.GetStringAsync("/fhir/Condition?_count=5"), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Correct(params (string Name, string Value)[] fields) => client.PostAsync("/quarantine/row", Form(fields));

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(
        fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).Concat([new("source", "small"), new("file", "patients.csv"), new("row", "2")]));
}
