using System.Collections.Concurrent;
using Tessera.Centre.Import;
using Tessera.Centre.Runs;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Sources;

namespace Tessera.Centre.Running;

/// <summary>Runs the sources of a configuration into a node, one import of a source at a time, and tells who wants to know how they end.</summary>
public sealed class ImportRunner
{
    private readonly CentreNode node;
    private readonly ConcurrentDictionary<string, LiveImport> live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<string, bool>> files = new(StringComparer.Ordinal);

    /// <summary>Makes a runner; nothing runs yet.</summary>
    /// <param name="node">The node.</param>
    /// <param name="sources">The sources.</param>
    public ImportRunner(CentreNode node, IReadOnlyList<ConfiguredSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        (this.node, Sources) = (node, sources);
        foreach (var source in sources)
        {
            if (source.Id is { } id) ids[source.Name] = id;
            if (source.ReadsFile is { } reads) files[source.Name] = reads;
        }
    }

    /// <summary>Raised when a run has ended; who listens must not wait.</summary>
    public event Action<RunOutcome>? Ended;

    /// <summary>The sources, in the configuration's order.</summary>
    public IReadOnlyList<ConfiguredSource> Sources { get; }

    /// <summary>The imports that are under way.</summary>
    public IReadOnlyList<LiveImport> Live => [.. live.Values.OrderBy(import => import.Started)];

    /// <summary>The import of a source that is under way, or null.</summary>
    public LiveImport? LiveOf(ConfiguredSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return live.GetValueOrDefault(source.Name);
    }

    /// <summary>Id of a source; null while it could not be opened.</summary>
    public string? IdOf(ConfiguredSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ids.GetValueOrDefault(source.Name);
    }

    /// <summary>Whether a source reads a file. Before it could be opened, every file may be one that it waits for.</summary>
    public bool Reads(ConfiguredSource source, string path)
    {
        ArgumentNullException.ThrowIfNull(source);
        return !files.TryGetValue(source.Name, out var reads) || reads(path);
    }

    /// <summary>The configured source with an id, or null.</summary>
    public ConfiguredSource? Find(string id) => Sources.FirstOrDefault(source => IdOf(source) == id);

    /// <summary>A row of a source as it is now; null when this server does not run the source, or the file or row is no longer there.</summary>
    public FoundRow? FindRow(string source, string file, int row, CancellationToken cancel)
    {
        try
        {
            return Find(source)?.Open().Source?.FindRow?.Invoke(file, row, node.Corrections.Of(source), cancel);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Runs a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="full">Read everything, whatever its watermark.</param>
    /// <param name="cancel">Stops between batches; what was written stays.</param>
    /// <returns>How it ended; null when the source is being imported already.</returns>
    public async Task<RunOutcome?> Run(ConfiguredSource source, bool full, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!live.TryAdd(source.Name, new LiveImport(IdOf(source) ?? source.Name, node.Clock.GetUtcNow(), new ImportAccount()))) return null;
        try
        {
            var outcome = await RunAlone(source, full, cancel).ConfigureAwait(false);
            Ended?.Invoke(outcome);
            return outcome;
        }
        finally
        {
            if (live.TryRemove(source.Name, out var ended)) ended.Ending.SetResult();
        }
    }

    /// <summary>Runs a source for somebody who has changed what it reads. When it is being imported it runs once more after that, since the run
    /// under way may have passed the change; asked several times meanwhile, it still runs once.</summary>
    /// <returns>How it ended; null when somebody who asked before waits for the same run.</returns>
    public async Task<RunOutcome?> RunAfterChange(ConfiguredSource source, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        while (waiting.TryAdd(source.Name, true))
        {
            try
            {
                while (LiveOf(source) is { } before) await before.Ending.Task.WaitAsync(cancel).ConfigureAwait(false);
            }
            finally
            {
                waiting.TryRemove(source.Name, out _);
            }

            if (await Run(source, full: false, cancel).ConfigureAwait(false) is { } outcome) return outcome;
        }

        return null;
    }

    private async Task<RunOutcome> RunAlone(ConfiguredSource configured, bool full, CancellationToken cancel)
    {
        var sink = new StoreSink(node);
        var name = IdOf(configured) ?? configured.Name;
        try
        {
            var (source, issues) = configured.Open();
            if (source is null) return await NotBegun(name, Problem(issues), cancel).ConfigureAwait(false);
            name = ids[configured.Name] = source.Id;
            if (source.ReadsFile is { } reads) files[configured.Name] = reads;
            var account = await new ImportRun(node.Validator, node.Clock, node.Codes).Run(source.For(node, full), sink, new Progress(live, configured.Name, name), cancel).ConfigureAwait(false);
            return new RunOutcome(name, sink.Run, ImportState.Done, account, null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new RunOutcome(name, sink.Run, ImportState.Stopped, null, null);
        }
#pragma warning disable CA1031 // Whatever a source throws ends its run, not the server.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // Messages of exceptions may quote what was read; those of the file system and of the database name files and tables.
            var problem = failure is IOException or UnauthorizedAccessException or DatabaseException or DatabaseUnavailableException ? failure.Message : failure.GetType().Name;
            await Explain(sink, problem).ConfigureAwait(false);
            return new RunOutcome(name, sink.Run, ImportState.Failed, null, problem);
        }
    }

    private async Task<RunOutcome> NotBegun(string name, string problem, CancellationToken cancel)
    {
        var run = await node.Imports.NoteFailure(name, problem, node.Clock.GetUtcNow(), cancel).ConfigureAwait(false);
        return new RunOutcome(name, run, ImportState.Failed, null, problem);
    }

    private async Task Explain(StoreSink sink, string problem)
    {
        if (sink.Run is not { } run) return;
        try
        {
            await node.Imports.Explain(run, problem).ConfigureAwait(false);
        }
        catch (Exception second) when (second is DatabaseException or DatabaseUnavailableException or OutcomeUnknownException)
        {
            // The failure that led here is the one to tell.
        }
    }

    private static string Problem(IReadOnlyList<Issue> issues) =>
        issues.FirstOrDefault(issue => issue.Severity >= IssueSeverity.Error) is { } issue ? issue.Message : "the source cannot be opened";

    private sealed class Progress(ConcurrentDictionary<string, LiveImport> live, string key, string id) : IProgress<ImportAccount>
    {
        public void Report(ImportAccount value)
        {
            if (live.TryGetValue(key, out var import)) live[key] = import with { Source = id, Account = value };
        }
    }
}
