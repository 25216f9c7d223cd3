using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Database;

namespace Tessera.Web.Background;

/// <summary>Brings records into accord with the code maps while the server runs: a decision on a page answers at once and reaches the records here.</summary>
internal sealed partial class CodeMapService(CentreNode node, ILogger<CodeMapService> log) : BackgroundService
{
    private const int TurnsBetweenRules = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var turn = 1; !stoppingToken.IsCancellationRequested; turn++)
        {
            try
            {
                await Task.Delay(Pause, node.Clock, stoppingToken).ConfigureAwait(false);
                if (turn % TurnsBetweenRules == 0) await node.Codes.ExactRule.Run(stoppingToken).ConfigureAwait(false);
                if (node.Codes.Application.Waiting > 0) await node.Codes.Application.CatchUp(stoppingToken).ConfigureAwait(false);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Code maps do not reach the records: {Trouble}. Trying again in 30 s.")]
    private partial void Waiting(string trouble);
}
