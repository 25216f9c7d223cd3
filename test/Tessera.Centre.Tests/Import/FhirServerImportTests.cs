using FsCheck;
using FsCheck.Fluent;
using Tessera.Centre.Runs;
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
