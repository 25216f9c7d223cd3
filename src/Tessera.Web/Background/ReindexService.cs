using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Database;

namespace Tessera.Web.Background;

/// <summary>Brings the search indexes up to the definitions after these changed, while the server runs.</summary>
internal sealed partial class ReindexService(CentreNode node, ILogger<ReindexService> log) : BackgroundService
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server answers first.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var parameters = node.Store.IncompleteParameters.Count;
                if (parameters > 0) Begun(parameters);
                if (await node.Store.Reindex(everything: false, null, stoppingToken).ConfigureAwait(false) is > 0 and var resources) Done(resources);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception trouble) when (trouble is DatabaseException or DatabaseUnavailableException or OutcomeUnknownException)
            {
                Waiting(trouble.GetType().Name);
                await Task.Delay(AfterTrouble, node.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The indexes of {Parameters} search parameters are being written anew; searches by them say so until it is done.")]
    private partial void Begun(int parameters);

    [LoggerMessage(Level = LogLevel.Information, Message = "The search indexes are complete: {Resources} resources were indexed anew.")]
    private partial void Done(long resources);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search indexes are not being written anew: {Trouble}. Trying again in 30 s.")]
    private partial void Waiting(string trouble);
}
