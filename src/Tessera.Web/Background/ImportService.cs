using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Centre.Running;
using Tessera.Centre.Runs;

namespace Tessera.Web.Background;

/// <summary>Runs the sources of the configuration while the server runs: by schedule, when a watched folder changes, and when a person asks.</summary>
internal sealed partial class ImportService(CentreNode node, ImportRunner runner, ILogger<ImportService> log) : BackgroundService
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> asked = [];

    /// <summary>Starts a source at once, in the background; when it is being imported, as soon as that has ended.</summary>
    public void Start(ConfiguredSource source)
    {
        lock (asked)
        {
            asked.RemoveAll(task => task.IsCompleted);
            asked.Add(Task.Run(() => runner.RunAfterChange(source, stop.Token)));
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        Task[] left;
        lock (asked) left = [.. asked];
        await Task.WhenAll(left).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        stop.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server answers first.
        await Task.Yield();
        runner.Ended += Ended;
        var clock = new SourceClock(runner, node);
        if (clock.HasWork) await clock.Run(stoppingToken).ConfigureAwait(false);
    }

    private void Ended(RunOutcome outcome)
    {
        if (outcome.State == ImportState.Failed) Failed(outcome.Source, outcome.Problem ?? "");
        else Done(outcome.Source, outcome.State, outcome.Account?.Read ?? 0, outcome.Account?.Written ?? 0, outcome.Account?.Quarantined ?? 0);
        foreach (var note in outcome.Account?.Notes ?? []) Noted(outcome.Source, note);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Import of {Source}: {State}, {Read} records read, {Written} written, {Quarantined} quarantined.")]
    private partial void Done(string source, ImportState state, long read, long written, long quarantined);

    // A warning, because it is about what may be missing, and because the terminal shows nothing below.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Import of {Source}: {Note}")]
    private partial void Noted(string source, string note);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Import of {Source} failed: {Problem}")]
    private partial void Failed(string source, string problem);
}
