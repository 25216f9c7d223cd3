using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Database;
using Tessera.Fhir.Json;
using Tessera.Store;

namespace Tessera.Web.Tests;

public sealed class ReindexServiceTests(BuiltInDefinitions definitions) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-reindex-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_server_completes_its_indexes_by_itself()
    {
        await using (var before = await Open())
        {
            var writes = Enumerable.Range(0, 300).Select(i => FhirDocument.Parse($$"""{"resourceType":"Patient","id":"p{{i}}","gender":"female"}""", definitions.Definitions.Names))
                .Select(document => new ResourceWrite(WriteKind.Upsert, "Patient", document.Id, document));
            await before.Store.Write(Access.Everything, [.. writes], WritePriority.Bulk, CancellationToken.None);
            await before.Store.Database.Writer.Run(
                connection => connection.Execute("delete from index_token") + connection.Execute("update search_parameter set complete = 0"), WritePriority.Interactive, CancellationToken.None);
        }

        await using var node = await Open();
        Assert.NotEmpty(node.Store.IncompleteParameters);
        await using var server = TesseraServer.Build(ServerSettings.Loopback(0), node);
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (node.Store.IncompleteParameters.Count > 0) await Task.Delay(20, patience.Token);
        using var client = new HttpClient { BaseAddress = TesseraServer.Addresses(server)[0] };
        Assert.Contains("\"total\":300", await client.GetStringAsync("/fhir/Patient?gender=female&_summary=count", patience.Token), StringComparison.Ordinal);
    }

    private Task<CentreNode> Open() => CentreNode.Open(
        new CentreFolder(folder).Store, definitions.Definitions, new CentreSettings { Name = "Test centre", TimeZone = TimeZoneInfo.Utc }, TimeProvider.System, CancellationToken.None);
}
