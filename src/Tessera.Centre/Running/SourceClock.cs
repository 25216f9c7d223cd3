using System.Collections.Concurrent;

namespace Tessera.Centre.Running;

/// <summary>Starts the sources of a runner when their schedules or watched folders say so.</summary>
public sealed class SourceClock
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    // A source that fails at once must not fail every second.
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly ImportRunner runner;
    private readonly CentreNode node;
    private readonly Dictionary<string, FolderWatch> watches;
    private readonly Dictionary<string, DateTimeOffset> began = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> notBefore = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);

    /// <summary>Makes a clock for the sources of a runner.</summary>
    public SourceClock(ImportRunner runner, CentreNode node)
    {
        ArgumentNullException.ThrowIfNull(runner);
        (this.runner, this.node) = (runner, node);
        watches = runner.Sources.Where(source => source.Schedule.Watch is not null)
            .ToDictionary(source => source.Name, source => new FolderWatch(source.Schedule.Watch!, path => runner.Reads(source, path)), StringComparer.Ordinal);
    }

    /// <summary>Whether any source runs by itself.</summary>
    public bool HasWork => runner.Sources.Any(source => source.Schedule.IsAutomatic);

    /// <summary>Looks and starts, until it is stopped; then waits for the runs to end.</summary>
    public async Task Run(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            Look(cancel);
            await Task.Delay(Beat, node.Clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(running.Values).ConfigureAwait(false);
    }

    /// <summary>Looks once and starts what is due.</summary>
    public void Look(CancellationToken cancel)
    {
        var now = node.Clock.GetUtcNow();
        foreach (var source in runner.Sources)
        {
            if (running.TryGetValue(source.Name, out var run) && !run.IsCompleted) continue;
            var state = watches.TryGetValue(source.Name, out var watch) ? watch.Look(now) : null;
            if (notBefore.TryGetValue(source.Name, out var pause) && now < pause) continue;
            if (state is null && !source.Schedule.IsDue(Last(source), now, node.Settings.TimeZone)) continue;
            began[source.Name] = now;
            running[source.Name] = Start(source, watch, state, cancel);
        }
    }

    private async Task Start(ConfiguredSource source, FolderWatch? watch, string? state, CancellationToken cancel)
    {
        var outcome = await Task.Run(() => runner.Run(source, full: false, cancel), CancellationToken.None).ConfigureAwait(false);
        if (outcome is { State: Runs.ImportState.Done }) notBefore.TryRemove(source.Name, out _);
        else notBefore[source.Name] = node.Clock.GetUtcNow() + AfterFailure;
        if (outcome is { State: Runs.ImportState.Done } && state is not null) watch!.Handled(state);
    }

    // A run of an earlier process counts, so that a restart is no reason to begin.
    private DateTimeOffset? Last(ConfiguredSource source) => began.TryGetValue(source.Name, out var time) ? time
        : runner.IdOf(source) is { } id ? node.Imports.LastStart(id) : null;
}
