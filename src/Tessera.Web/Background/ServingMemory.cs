using Microsoft.Extensions.Hosting;
using Tessera.Centre;

namespace Tessera.Web.Background;

/// <summary>Lets the writer keep less of the database in memory while the node serves: many small writes need few pages at a time.</summary>
internal sealed class ServingMemory(CentreNode node) : IHostedService
{
    private const int WriterMegabytes = 24;

    public Task StartAsync(CancellationToken cancellationToken) => node.Store.Database.KeepInMemory(WriterMegabytes, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
