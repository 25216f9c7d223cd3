using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Database;

namespace Tessera.Web.Background;

/// <summary>Keeps what is derived from patients' records up to date while the server runs.</summary>
internal sealed partial class ProjectionService(CentreNode node, ProjectionState state, ILogger<ProjectionService> log) : BackgroundService
{
    // How old a list or a count may be; a journey itself is made when it is asked for.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await node.Projector.CatchUp(stoppingToken).ConfigureAwait(false);
                state.Trouble = null;
                await node.Projector.Run(Pause, node.Clock, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception trouble) when (trouble is DatabaseException or DatabaseUnavailableException or OutcomeUnknownException)
            {
                state.Trouble = trouble.GetType().Name;
                Waiting(trouble.GetType().Name);
                await Task.Delay(AfterTrouble, node.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lists and counts are not being brought up to date: {Trouble}. Trying again in 30 s.")]
    private partial void Waiting(string trouble);
}
