using Tessera.Sources.FhirApi;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Tests.FhirApi;

public sealed class ServerSourceTests(BuiltInDefinitions built)
{
    [Fact]
    public async Task Every_page_of_every_type_that_the_server_has_is_read()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(25));
        var source = Source(server);
        var outcomes = source.Read(ReadRequest.Everything, default).ToList();
        Assert.Equal(100, outcomes.OfType<Extracted>().Count());
        Assert.Equal(["Patient", "Condition", "Observation", "MedicationRequest"], outcomes.OfType<Extracted>().Select(outcome => outcome.Resources[0].Type).Distinct());
        Assert.Contains("/fhir/Patient?_count=10&from=20", server.Requests);
    }

    [Fact]
    public async Task A_record_is_known_by_its_type_and_id_and_its_patient()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        var condition = Source(server).Read(ReadRequest.Everything, default).Single(outcome => outcome is Extracted { Resources: [{ Type: "Condition" }] });
        Assert.Equal(("hospital", "Condition/c1", 1, "p1"), (condition.Record.Source, condition.Record.File, condition.Record.Row, condition.Record.Patient));
    }

    [Fact]
    public async Task What_a_page_repeats_is_taken_once()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(25), new Misfortunes(1) { EntryRepeated = 100 });
        var source = Source(server);
        Assert.Equal(100, source.Read(ReadRequest.Everything, default).Count());
        Assert.Equal(100, source.Repeated);
    }

    [Fact]
    public async Task A_page_that_leads_back_to_itself_for_ever_is_refused()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(25), new Misfortunes(1) { PageRepeated = 100 });
        var failure = Assert.Throws<RemoteSourceException>(() => Source(server).Read(ReadRequest.Everything, default).Count());
        Assert.Contains("lead back", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_next_page_on_another_server_is_refused()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        server.Special = async context =>
        {
            if (context.Request.Path != "/fhir/Patient") return false;
            await FakeFhirServer.Say(context, 200, """{"resourceType":"Bundle","link":[{"relation":"next","url":"http://127.0.0.1:1/steal"}],"entry":[]}""");
            return true;
        };
        var failure = Assert.Throws<RemoteSourceException>(() => Source(server).Read(ReadRequest.Everything, default).Count());
        Assert.Contains("another server", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_the_server_asks_for_is_kept()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(1));
        var refusals = 2;
        server.Special = context =>
        {
            if (refusals-- <= 0) return Task.FromResult(false);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };
        var clock = new HastyClock();
        Assert.Equal(4, Source(server, options => options with { Remote = options.Remote with { Clock = clock } }).Read(ReadRequest.Everything, default).Count());
        Assert.Equal(2, clock.Waits.Count(wait => wait == TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_longer_than_a_run_waits_ends_it()
    {
        await using var server = await FakeFhirServer.Start([]);
        server.Special = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "86400";
            return Task.FromResult(true);
        };
        Assert.Contains("asks to wait", Assert.Throws<RemoteSourceException>(() => Source(server).Read(ReadRequest.Everything, default).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_always_fails_ends_the_run_after_the_stated_tries()
    {
        await using var server = await FakeFhirServer.Start([], new Misfortunes(1) { Busy = 100 });
        var failure = Assert.Throws<RemoteSourceException>(() => Source(server).Read(ReadRequest.Everything, default).Count());
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, failure.Status);
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_never_answers_ends_the_run_in_time()
    {
        await using var server = await FakeFhirServer.Start([]);
        server.Special = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        var failure = Assert.Throws<RemoteSourceException>(() => Source(server, options => options with { Remote = options.Remote with { Attempts = 2, Timeout = TimeSpan.FromSeconds(10) } }).Read(ReadRequest.Everything, default).Count());
        Assert.Contains("in time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_names_no_patient()
    {
        await using var server = await FakeFhirServer.Start([], new Misfortunes(1) { Busy = 100 });
        var failure = Assert.Throws<RemoteSourceException>(() => Source(server, options => options with { Types = ["Condition"], Patients = ["secret-number"] }).Read(ReadRequest.Everything, default).Count());
        Assert.DoesNotContain("secret-number", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_patients_is_read_patient_by_patient()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(9));
        var outcomes = Source(server, options => options with { Patients = ["p2", "p7", "p3"], Concurrency = 2 }).Read(ReadRequest.Everything, default).ToList();
        Assert.Equal(["p2", "p7", "p3"], outcomes.Select(outcome => outcome.Record.Patient).Distinct());
        Assert.Equal(12, outcomes.Count);
    }

    [Fact]
    public async Task Listed_patients_of_whom_the_server_gives_nothing_are_counted_and_not_named()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(3));
        var source = Source(server, options => options with { Patients = ["p2", "unknown-1", "unknown-2"] });
        Assert.Equal(4, source.Read(ReadRequest.Everything, default).Count());
        Assert.Equal("2 of the 3 patients that the source lists gave no record: check their ids on the server", Assert.Single(source.Notes));
        Assert.Empty(source.Read(new ReadRequest { Since = "2026-01-01T23:00:00.000Z" }, default));
        Assert.Empty(source.Notes);
    }

    [Fact]
    public async Task A_list_without_patients_reads_none()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(3));
        Assert.Empty(Source(server, options => options with { Patients = [] }).Read(ReadRequest.Everything, default));
    }

    [Fact]
    public async Task An_increment_asks_for_what_changed_with_an_overlap()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(9));
        var source = Source(server, options => options with { Types = ["Patient"], Overlap = TimeSpan.FromHours(1) });
        var outcomes = source.Read(new ReadRequest { Since = "2026-01-01T07:00:00.000Z" }, default).ToList();
        Assert.Equal(["p6", "p7", "p8", "p9"], outcomes.Select(outcome => outcome.Record.Patient));
        Assert.Equal("2026-01-01T09:00:00.000Z", outcomes[^1].Record.Mark);
        Assert.Contains(server.Requests, request => request.Contains("_lastUpdated=ge2026-01-01T06:00:00.000Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_mark_lies_after_the_beginning_of_the_run()
    {
        var future = Patients.Patient("p1", 1);
        future["meta"]!["lastUpdated"] = "2999-01-01T00:00:00Z";
        await using var server = await FakeFhirServer.Start([future]);
        server.Special = context =>
        {
            context.Response.Headers.Date = "Thu, 01 Jan 2026 12:00:00 GMT";
            return Task.FromResult(false);
        };
        Assert.Equal("2026-01-01T12:00:00.000Z", Source(server).Read(ReadRequest.Everything, default).Single().Record.Mark);
    }

    [Fact]
    public async Task The_clock_of_who_gives_tokens_is_not_the_servers()
    {
        await using var server = await FakeFhirServer.Start([Patients.Patient("p1", 1)]);
        await using var tokens = await FakeFhirServer.Start([]);
        tokens.Special = async context =>
        {
            context.Response.Headers.Date = "Fri, 01 Jan 2999 00:00:00 GMT";
            await FakeFhirServer.Say(context, 200, """{"access_token":"t","token_type":"bearer"}""", "application/json");
            return true;
        };
        server.Special = context =>
        {
            context.Response.Headers.Date = "Thu, 01 Jan 2026 00:30:00 GMT";
            return Task.FromResult(false);
        };
        var folder = Directory.CreateTempSubdirectory("tessera-clock-").FullName;
        File.WriteAllText(Path.Combine(folder, "secret"), "s");
        var sign = new ServerAuthorisation.ClientCredentials("us", Secret.InFile(Path.Combine(folder, "secret"))) { TokenAddress = new Uri(tokens.Address, "/token") };
        var source = Source(server, options => options with { Remote = options.Remote with { Authorisation = sign } });
        Assert.Equal("2026-01-01T00:30:00.000Z", source.Read(ReadRequest.Everything, default).Single().Record.Mark);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, true)]
    public async Task A_server_that_gives_less_than_it_says_it_has_leaves_a_gap(int total, bool hasGaps)
    {
        await using var server = await FakeFhirServer.Start([]);
        server.Special = async context =>
        {
            if (context.Request.Path != "/fhir/Patient") return false;
            await FakeFhirServer.Say(context, 200, $$"""{"resourceType":"Bundle","type":"searchset","total":{{total}},"entry":[{"resource":{"resourceType":"Patient","id":"a"},"search":{"mode":"match"} }]}""");
            return true;
        };
        var source = Source(server, options => options with { Types = ["Patient"] });
        Assert.Single(source.Read(ReadRequest.Everything, default));
        Assert.Equal((hasGaps, hasGaps ? 1 : 0), (source.HasGaps, source.Notes.Count));
    }

    [Fact]
    public async Task A_resource_that_moves_to_an_earlier_page_while_pages_are_turned_is_not_lost()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(25));
        var done = false;
        server.BetweenPages = resources =>
        {
            if (done) return;
            done = true;
            resources.RemoveAll(resource => (string?)resource["id"] == "p1");
        };
        var read = Source(server, options => options with { Types = ["Patient"] }).Read(ReadRequest.Everything, default).Select(outcome => outcome.Record.Patient).ToHashSet();
        Assert.Superset(Enumerable.Range(2, 24).Select(number => $"p{number}").ToHashSet(), read);
    }

    [Fact]
    public async Task A_newer_version_that_comes_while_pages_are_turned_is_taken_too()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(25));
        server.BetweenPages = resources =>
        {
            if (resources.Exists(resource => (string?)resource["gender"] == "other")) return;
            var changed = Patients.Patient("p1", 99);
            changed["gender"] = "other";
            resources.RemoveAll(resource => (string?)resource["id"] == "p1");
            resources.Add(changed);
        };
        var outcomes = Source(server, options => options with { Types = ["Patient"] }).Read(ReadRequest.Everything, default).OfType<Extracted>().Where(outcome => outcome.Record.Patient == "p1").ToList();
        Assert.Equal("other", outcomes[^1].Resources[0].Document.Root.Text("gender"));
    }

    [Fact]
    public async Task A_resource_that_cannot_be_read_costs_only_itself()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(3));
        server.Special = async context =>
        {
            if (context.Request.Path != "/fhir/Patient") return false;
            await FakeFhirServer.Say(context, 200, """
                {"resourceType":"Bundle","entry":[
                 {"resource":{"resourceType":"Patient","id":"a","gender":"male","gender":"female"}},
                 {"resource":{"resourceType":"Patient","gender":"male"}},
                 {"resource":{"resourceType":"Martian","id":"m"}},
                 {"resource":{"resourceType":"Patient","id":"b"}}]}
                """);
            return true;
        };
        var outcomes = Source(server, options => options with { Types = ["Patient"] }).Read(ReadRequest.Everything, default).ToList();
        Assert.Equal(["Patient/a", "without id", "Martian/m", "Patient/b"], outcomes.Select(outcome => outcome.Record.File));
        Assert.Equal([true, true, true, false], outcomes.Select(outcome => outcome is Quarantined));
    }

    [Fact]
    public async Task What_the_server_says_of_its_search_is_told()
    {
        await using var server = await FakeFhirServer.Start([]);
        server.Special = async context =>
        {
            await FakeFhirServer.Say(context, 200, """
                {"resourceType":"Bundle","entry":[
                 {"search":{"mode":"outcome"},"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"suppressed"}]}},
                 {"search":{"mode":"outcome"},"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"forbidden"}]}}]}
                """);
            return true;
        };
        var outcomes = Source(server, options => options with { Types = ["Observation"] }).Read(ReadRequest.Everything, default).ToList();
        Assert.Contains("suppressed", Assert.IsType<Ignored>(outcomes[0]).Rule, StringComparison.Ordinal);
        Assert.Contains("forbidden", Assert.IsType<Quarantined>(outcomes[1]).Problems[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://hospital.example/fhir", true)]
    [InlineData("ftp://127.0.0.1/fhir", true)]
    [InlineData("https://hospital.example/fhir", false)]
    [InlineData("http://127.0.0.1/fhir", false)]
    public void Patient_data_does_not_travel_in_clear_text(string address, bool refused)
    {
        var failure = Record.Exception(() => new FhirServerSource(new FhirServerOptions("hospital", new Uri(address)), built.Definitions, Ids));
        Assert.Equal(refused, failure is RemoteSourceException);
    }

    [Fact]
    public async Task A_reader_that_stops_early_leaves_nothing_running()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(200));
        Assert.Single(Source(server).Read(ReadRequest.Everything, default).Take(1));
        var asked = server.Requests.Count;
        Assert.InRange(asked, 1, 8);
    }

    private static ResourceIds Ids { get; } = new(new byte[ResourceIds.KeyLength]);

    private FhirServerSource Source(FakeFhirServer server, Func<FhirServerOptions, FhirServerOptions>? change = null)
    {
        var options = new FhirServerOptions("hospital", server.Address) { PageSize = 10, Remote = new RemoteOptions { Attempts = 6, Seed = 1, Clock = new HastyClock() } };
        return new FhirServerSource(change?.Invoke(options) ?? options, built.Definitions, Ids);
    }
}
