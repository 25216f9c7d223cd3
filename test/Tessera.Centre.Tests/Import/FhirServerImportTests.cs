using FsCheck;
using FsCheck.Fluent;
using Tessera.Centre.Runs;
using Tessera.Centre.Vanishing;
using Tessera.Sources;
using Tessera.Sources.FhirApi;
using Tessera.Sources.Remote;
using Tessera.Sources.Tests.FhirApi;

namespace Tessera.Centre.Import;

public sealed class FhirServerImportTests(BuiltInDefinitions builtIn)
{
    private static readonly ResourceIds Ids = new(new byte[ResourceIds.KeyLength]);

    [Fact]
    public async Task A_server_that_fails_throttles_and_repeats_gives_the_same_store_as_one_that_does_not()
    {
        await using var good = await FakeFhirServer.Start(Patients.Make(9));
        var (expected, account) = await Imported(good);
        Assert.Equal(36, account.Written);
        Prop.ForAll(Misfortunes.Any.ToArbitrary(), async misfortunes =>
        {
            await using var bad = await FakeFhirServer.Start(Patients.Make(9), misfortunes);
            var (found, _) = await Imported(bad);
            Assert.Equal(expected, found);
        }).Check(Seeded.Config.WithMaxTest(12));
    }

    [Fact]
    public async Task A_run_that_a_server_broke_off_is_finished_by_the_next_one()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(9));
        await using var centre = await TemporaryCentre.Open(builtIn);
        server.Special = context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/Observation", StringComparison.Ordinal)) return Task.FromResult(false);
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        await Assert.ThrowsAsync<RemoteSourceException>(() => Import(centre, server));
        Assert.Equal(ImportState.Failed, centre.Node.Imports.List(0, 1)[0].State);
        server.Special = null;
        var account = await Import(centre, server);
        Assert.Equal(36, account.Written + account.Unchanged);
        await using var good = await FakeFhirServer.Start(Patients.Make(9));
        Assert.Equal((await Imported(good)).Store, StoreContents.Of(centre.Node));
    }

    [Fact]
    public async Task The_second_run_asks_for_what_changed_and_a_full_one_for_everything()
    {
        await using var server = await FakeFhirServer.Start(Patients.Make(9));
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Import(centre, server);
        var second = await Import(centre, server);
        Assert.Equal((0L, 4L), (second.Written, second.Read));
        Assert.Equal(36, (await Import(centre, server, full: true)).Read);
    }

    [Fact]
    public async Task A_bad_record_waits_and_is_read_again_until_it_is_good()
    {
        var resources = Patients.Make(9).ToList();
        resources[0]["gender"] = "unknowable";
        await using var server = await FakeFhirServer.Start(resources);
        await using var centre = await TemporaryCentre.Open(builtIn);
        var first = await Import(centre, server);
        Assert.Equal("Patient.gender", centre.Node.Quarantine.Find("hospital", "Patient/p1", 1)!.Problems[0].Column);
        Assert.Equal((32L, 4L), (first.Written, first.Quarantined));
        server.Change(all => all[0]["gender"] = "female");
        var second = await Import(centre, server);
        Assert.Equal((4L, 0L), (second.Written, second.Quarantined));
        Assert.Equal(0, centre.Node.Quarantine.Count());
    }

    [Fact]
    public void Paths_of_origins_are_read_as_they_were_written()
    {
        (string, string)[] uses = [("icd", "Condition.code"), ("Condition.code.coding[0]", "Condition.code.coding[0]"), ("Condition.code", "Condition.meta.profile")];
        Assert.Equal("icd → Condition.code; → Condition.code.coding[0]; Condition.code → Condition.meta.profile", OriginPaths.Write(uses));
        Assert.Equal(uses, OriginPaths.Read(OriginPaths.Write(uses)));
    }

    [Theory]
    [InlineData(VanishedRule.Keep, false, false)]
    [InlineData(VanishedRule.Mark, false, true)]
    [InlineData(VanishedRule.Delete, true, false)]
    public async Task What_an_increment_says_was_deleted_follows_the_rule_of_the_source(VanishedRule rule, bool deleted, bool marked)
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var whole = Records.Source(Records.Patient(builtIn.Definitions, 2, "a", "female"), Records.Patient(builtIn.Definitions, 3, "b", "female"), Records.Condition(builtIn.Definitions, 2, "c", "a"));
        await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(whole, new StoreSink(centre.Node), null, CancellationToken.None);
        var increment = Records.Source() with { IsComplete = false, Vanished = new VanishedPolicy(rule), Deleted = () => ["Patient/b", "Patient/never", "Patient/a"] };
        var account = await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(increment, new StoreSink(centre.Node), null, CancellationToken.None);
        Assert.Equal(2, account.Vanished!.Gone);
        var b = await centre.Node.Store.Find(Store.Access.Everything, "Patient", "b", CancellationToken.None);
        Assert.Equal((deleted, marked), (b!.Deleted, System.Text.Encoding.UTF8.GetString(b.Body.Span).Contains(VanishedPolicy.Tag, StringComparison.Ordinal)));
        // A patient whose condition stays stays too.
        Assert.False((await centre.Node.Store.Find(Store.Access.Everything, "Patient", "a", CancellationToken.None))!.Deleted);
    }

    private async Task<(string Store, ImportAccount Account)> Imported(FakeFhirServer server)
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var account = await Import(centre, server);
        return (StoreContents.Of(centre.Node), account);
    }

    private async Task<ImportAccount> Import(TemporaryCentre centre, FakeFhirServer server, bool full = false)
    {
        var options = new FhirServerOptions("hospital", server.Address)
        {
            PageSize = 4, Overlap = TimeSpan.Zero,
            Remote = new RemoteOptions { Attempts = 40, Seed = 1, Clock = new HastyClock(), FirstDelay = TimeSpan.FromMilliseconds(20) },
        };
        var source = ImportSource.Of(new FhirServerSource(options, builtIn.Definitions, Ids)).For(centre.Node, full);
        return await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(source, new StoreSink(centre.Node), null, CancellationToken.None);
    }
}
