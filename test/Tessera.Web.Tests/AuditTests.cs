using Tessera.Centre.Audit;
using Tessera.Database.AppendLogs;

namespace Tessera.Web.Tests;

/// <summary>Every answer about patients is written down, with those patients and no others. See docs/adr/0023-the-audit-is-a-log-beside-the-store.md</summary>
public sealed class AuditTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Ways to ask, what is written down, and about whom.</summary>
    public static TheoryData<string, string, string> Reads => new()
    {
        { "/fhir/Patient/ann", "R read Patient", "ann" },
        { "/fhir/Observation/ann-1", "R read Observation", "ann" },
        { "/fhir/Observation/ann-1/_history/1", "R vread Observation", "ann" },
        { "/fhir/Observation/ann-1/_history", "R history-instance Observation", "ann" },
        { "/fhir/Observation?code=shared", "R search-type Observation", "ann bob" },
        { "/fhir/Observation?code=shared&_count=1&_sort=_id", "R search-type Observation", "ann" },
        { "/fhir/Observation?_id=bob-1&_include=Observation:subject", "R search-type Observation", "bob" },
        { "/fhir/Patient?_id=bob&_revinclude=Observation:subject", "R search-type Patient", "bob" },
        { "/fhir?_type=Patient,Observation&_id=bob", "R search-system", "bob" },
        { "/fhir/Practitioner?_id=doc&_revinclude=Observation:performer", "R search-type Practitioner", "bob" },
        { "/fhir/Group/both", "R read Group", "ann bob" },
        { "/fhir/Patient/ann/$everything", "E $everything Patient", "ann bob" },
        { "/fhir/Patient/ann/$mcode-everything", "E $mcode-everything Patient", "ann" },
        { "/patients/ann", "R /patients/{id}", "ann" },
        { "/patients/ann/records", "R /patients/{id}/records", "ann bob" },
        { "/patients/ann/seen", "R /patients/{id}/seen", "ann" },
        { "/patients/ann/journey.csv", "R /patients/{id}/journey.csv", "ann" },
        { "/records/Observation/bob-1", "R /records/{type}/{id}", "bob" },
        { "/quarantine", "R /quarantine", "" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Who_reads_is_written_down_with_the_patients_of_the_answer(string path, string what, string patients)
    {
        await Prepare();
        var entry = await Only(async () => Assert.Equal(200, (await server.Get(path)).Status));
        Assert.Equal(what, $"{(char)entry.Entry.Action} {entry.Entry.Interaction} {entry.Entry.Type}".Trim());
        Assert.Equal(patients, Patients(entry));
        Assert.Equal((200, "someone on this machine"), (entry.Entry.Status, entry.Entry.Who));
    }

    [Theory]
    [InlineData("/fhir/metadata")]
    [InlineData("/fhir/Practitioner/doc")]
    [InlineData("/fhir/Patient/nobody")]
    [InlineData("/fhir/Observation?code=shared&_summary=count")]
    [InlineData("/fhir/Observation?code=none")]
    [InlineData("/")]
    [InlineData("/quality")]
    [InlineData("/health")]
    [InlineData("/ready")]
    [InlineData("/metrics")]
    public async Task What_is_about_no_patient_is_not(string path)
    {
        await Prepare();
        Assert.Empty(await New(() => server.Get(path)));
    }

    [Fact]
    public async Task Writes_are_written_down_too_and_a_bundle_once()
    {
        await Prepare();
        var create = await Only(() => server.Send(HttpMethod.Post, "/fhir/Observation", """{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/ann"}}"""));
        Assert.Equal((AuditAction.Create, 201, "ann"), (create.Entry.Action, create.Entry.Status, Patients(create)));
        // Whose record it was and whose it is now.
        await server.Put("""{"resourceType":"Observation","id":"moved","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/ann"}}""");
        var moved = await Only(() => server.Send(HttpMethod.Put, "/fhir/Observation/moved", """{"resourceType":"Observation","id":"moved","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/bob"}}"""));
        Assert.Equal((AuditAction.Update, "ann bob"), (moved.Entry.Action, Patients(moved)));
        var delete = await Only(() => server.Send(HttpMethod.Delete, "/fhir/Observation/moved"));
        Assert.Equal((AuditAction.Delete, 204, "bob"), (delete.Entry.Action, delete.Entry.Status, Patients(delete)));
        var batch = await Only(() => server.Send(HttpMethod.Post, "/fhir", """
            {"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/ann"}},{"request":{"method":"GET","url":"Observation/bob-1"}},{"request":{"method":"GET","url":"Patient/nobody"}}]}
            """));
        Assert.Equal((AuditAction.Execute, "transaction", "ann bob"), (batch.Entry.Action, batch.Entry.Interaction, Patients(batch)));
        // A condition that looks at many and changes one.
        var conditional = await Only(() => server.Send(HttpMethod.Delete, "/fhir/Observation?identifier=bob-only"));
        Assert.Equal("bob", Patients(conditional));
    }

    [Fact]
    public async Task A_page_tells_who_saw_a_patient_and_goes_back_in_time()
    {
        await server.Put("""{"resourceType":"Patient","id":"dora","name":[{"family":"Dora"}]}""");
        for (var turn = 0; turn < 60; turn++) await server.Get("/fhir/Patient/dora");
        var newest = await server.Get("/patients/dora/seen");
        Assert.Contains("Who saw this patient", newest.Body, StringComparison.Ordinal);
        Assert.Equal(50, newest.Body.Split("read Patient").Length - 1);
        var next = System.Text.RegularExpressions.Regex.Match(newest.Body, "/patients/dora/seen\\?before=[0-9-]+").Value;
        var older = await server.Get(next);
        Assert.Equal(10, older.Body.Split("read Patient").Length - 1);
        Assert.Contains("update Patient", older.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await server.Get("/patients/nobody/seen")).Status);
    }

    [Fact]
    public async Task Requests_on_one_connection_do_not_mix()
    {
        await Prepare();
        var first = await Only(() => server.Get("/fhir/Patient/ann"));
        var second = await Only(() => server.Get("/fhir/Patient/bob"));
        Assert.Equal(("ann", "bob"), (Patients(first), Patients(second)));
    }

    [Fact]
    public async Task The_audit_is_searched_as_AuditEvents()
    {
        await Prepare();
        await server.Put("""{"resourceType":"Patient","id":"eve"}""");
        for (var turn = 0; turn < 5; turn++) await server.Get("/fhir/Patient/eve");
        await server.Get("/fhir/Patient/bob");
        var seen = new List<string>();
        for (string? next = "/fhir/AuditEvent?patient=Patient/eve&_count=2"; next is not null;)
        {
            var page = (await server.Get(next)).Json;
            if (page.TryGetProperty("entry", out var entries))
                seen.AddRange(entries.EnumerateArray().Select(entry => entry.GetProperty("resource").GetProperty("subtype")[0] is var kind && kind.TryGetProperty("code", out var code) ? code.GetString()! : ""));
            next = page.GetProperty("link").EnumerateArray().Where(link => link.GetProperty("relation").GetString() == "next").Select(link => link.GetProperty("url").GetString()).FirstOrDefault();
        }

        // Asking who saw somebody is seeing something, too.
        Assert.Equal(["read", "read", "read", "read", "read", "update"], seen.Where(code => code != "search-type"));
        var one = (await server.Get("/fhir/AuditEvent?patient=eve&date=gt2020&_count=1")).Json.GetProperty("entry")[0];
        var again = await server.Get("/fhir/AuditEvent/" + one.GetProperty("resource").GetProperty("id").GetString());
        Assert.Equal(one.GetProperty("resource").GetRawText(), again.Body);
        Assert.Equal(404, (await server.Get("/fhir/AuditEvent/audit.1-65")).Status);
        Assert.False((await server.Get("/fhir/AuditEvent?patient=eve&date=lt2020")).Json.TryGetProperty("entry", out _));
        Assert.InRange((await server.Get("/fhir/AuditEvent?patient=eve&_summary=count")).Json.GetProperty("total").GetInt32(), 6, 20);
        var undecided = (await server.Get("/fhir/AuditEvent?action=R")).Json.GetProperty("entry")[0];
        Assert.Equal("outcome", undecided.GetProperty("search").GetProperty("mode").GetString());
    }

    private async Task Prepare()
    {
        await server.Put("""{"resourceType":"Practitioner","id":"doc"}""");
        await server.Put("""{"resourceType":"Patient","id":"ann"}""");
        await server.Put("""{"resourceType":"Patient","id":"bob"}""");
        await server.Put("""{"resourceType":"Observation","id":"ann-1","status":"final","code":{"coding":[{"code":"shared"}]},"subject":{"reference":"Patient/ann"}}""");
        await server.Put("""{"resourceType":"Observation","id":"bob-1","status":"final","code":{"coding":[{"code":"shared"}]},"subject":{"reference":"Patient/bob"},"performer":[{"reference":"Practitioner/doc"}]}""");
        await server.Put("""{"resourceType":"Observation","id":"bob-2","identifier":[{"value":"bob-only"}],"status":"final","code":{"text":"y"},"subject":{"reference":"Patient/bob"}}""");
        await server.Put("""{"resourceType":"Group","id":"both","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/ann"}},{"entity":{"reference":"Patient/bob"}}]}""");
    }

    private async Task<AuditRecord> Only(Func<Task> request) => Assert.Single(await New(request));

    private async Task<IReadOnlyList<AuditRecord>> New(Func<Task> request)
    {
        var before = server.Node.Audit.Search(new AuditQuery { Count = 1 }, Cancel) is [var last] ? last.Place : LogPlace.Start;
        await request();
        return [.. server.Node.Audit.Search(new AuditQuery(), Cancel).Where(record => record.Place > before)];
    }

    private string Patients(AuditRecord record) => string.Join(' ', server.Node.Audit.Names([record]).Values.Order(StringComparer.Ordinal));
}
