using FsCheck;
using FsCheck.Fluent;
using Tessera.Sources.FhirApi;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Tests.FhirApi;

public sealed class MisfortuneProperties(BuiltInDefinitions built)
{
    private static readonly ResourceIds Ids = new(new byte[ResourceIds.KeyLength]);

    [Fact]
    public async Task A_server_that_fails_throttles_and_repeats_gives_what_a_good_one_gives()
    {
        await using var good = await FakeFhirServer.Start(Patients.Make(12));
        var expected = Read(good);
        Prop.ForAll(Misfortunes.Any.ToArbitrary(), async misfortunes =>
        {
            await using var bad = await FakeFhirServer.Start(Patients.Make(12), misfortunes);
            bad.StatesTotal = misfortunes.Seed % 2 == 0;
            Assert.Equal(expected, Read(bad));
        }).Check(Seeded.Config.WithMaxTest(25));
    }

    private SortedDictionary<string, string> Read(FakeFhirServer server)
    {
        var options = new FhirServerOptions("hospital", server.Address) { PageSize = 5, Remote = new RemoteOptions { Attempts = 40, Seed = 1, Clock = new HastyClock(), FirstDelay = TimeSpan.FromMilliseconds(20) } };
        var resources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in new FhirServerSource(options, built.Definitions, Ids).Read(ReadRequest.Everything, default).Cast<Extracted>().SelectMany(outcome => outcome.Resources))
            resources.Add($"{resource.Type}/{resource.Id}", System.Text.Encoding.UTF8.GetString(resource.Document.Bytes.Span));
        return resources;
    }
}
