using System.Diagnostics;

namespace Tessera.Database;

/// <summary>The only writer of a database: one thread with group commit. Operations that wait together are committed together, so that one
/// flush of the disk serves many. One that fails does not undo its neighbours: they are run again, each in its own savepoint.</summary>
public sealed class DatabaseWriter : IAsyncDisposable
{
    private const int LargestBatch = 512;
    // A batch of bulk work changes some thousand pages; a checkpoint after each would write those that the next one changes again.
    private const int PagesBetweenCheckpoints = 6000;

    // Nobody waits for a batch of bulk work, which ends at once when somebody comes; a longer one writes each changed page less often.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(500);

    private readonly DatabaseConnection connection;
    private readonly WriteQueue queue = new();
    private readonly List<WriteJob> batch = new(LargestBatch);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WriterMetrics metrics;
    private Exception? failure;
    private long pagesInLog;

    internal DatabaseWriter(DatabaseConnection connection, object? scope)
    {
        this.connection = connection;
        metrics = new WriterMetrics(scope, () => queue.Count, () => IsWorking);
        new Thread(Work) { IsBackground = true, Name = "tessera-writer" }.Start();
    }

    /// <summary>Raised on the writer's thread when work was undone, perhaps to be run again: what was remembered of it must be forgotten.</summary>
    public event Action? Undone;

    /// <summary>Raised on the writer's thread after a commit.</summary>
    public event Action? Committed;

    /// <summary>Whether writes are still accepted.</summary>
    public bool IsWorking => failure is null;

    /// <summary>Does one operation: all of it or, when it throws, nothing of it. Returns when it is durable.</summary>
    /// <param name="work">The operation; runs on the writer's thread in a transaction and must not wait for anything. When another operation of
    /// the same transaction fails it is undone and run again, so what it leaves outside the database must bear that.</param>
    /// <param name="priority">Who waits.</param>
    /// <param name="cancel">Takes the operation back while it waits; once begun it is finished.</param>
    /// <exception cref="OutcomeUnknownException">The disk failed while committing.</exception>
    /// <exception cref="DatabaseUnavailableException">The writer has stopped.</exception>
    public Task<T> Run<T>(Func<DatabaseConnection, T> work, WritePriority priority, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(work);
        var job = new WriteJob<T>(work, cancel);
        if (!queue.TryAdd(job, priority)) job.Fail(Stopped());
        return job.Task;
    }

    /// <summary>Finishes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await ended.Task.ConfigureAwait(false);
        metrics.Dispose();
    }

    private void Work()
    {
        while (queue.TakeFirst(out var isAwaited) is { } first)
        {
            var started = Stopwatch.GetTimestamp();
            var batchFailure = WriteBatch(first, isAwaited);
            if (batchFailure is null) Announce(started);
            else FailBatch(batchFailure);
            batch.Clear();
            if (batchFailure is null) Checkpoint();
        }
        ended.SetResult();
    }

    /// <summary>Runs and commits a batch; returns why it is not there, or null.</summary>
    private Exception? WriteBatch(WriteJob first, bool isAwaited)
    {
        try
        {
            connection.Execute("begin immediate");
            if (!RunTogether(first, isAwaited)) RunEach();
        }
        catch (DatabaseException exception)
        {
            if (batch.Count == 0) batch.Add(first);
            RollBack();
            return exception;
        }
        try
        {
            if (!connection.IsAutocommit) connection.Execute("commit");
            return null;
        }
        catch (DatabaseException exception)
        {
            RollBack();
            // Without room the frame that makes a commit was never written whole. Any other failure may have come after it
            // (https://www.sqlite.org/rescode.html#ioerr_fsync): nobody can tell.
            return exception.IsFull ? exception : new OutcomeUnknownException(exception);
        }
    }

    /// <summary>Runs the jobs of a batch as they come. Within a savepoint the engine would copy every page that a job changes, which cost a fifth
    /// of a load and more of single creates (docs/performance.md).</summary>
    /// <returns>False when one threw: then nothing of the batch is there, and what was taken is to be run again.</returns>
    private bool RunTogether(WriteJob first, bool isAwaited)
    {
        var started = Stopwatch.GetTimestamp();
        var job = first;
        do
        {
            if (job.IsCancelled)
            {
                job.Fail(new OperationCanceledException());
                continue;
            }
            batch.Add(job);
            try
            {
                job.Run(connection);
                if (connection.IsAutocommit) throw Ended();
            }
#pragma warning disable CA1031 // Whatever the work throws goes to its caller; the writer lives on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                RollBack();
                Undone?.Invoke();
                if (batch.Count > 1) return false;
                job.Fail(exception);
                return true;
            }
            if (batch.Count >= LargestBatch || Stopwatch.GetElapsedTime(started) > LongestBatch) break;
        }
        while ((job = queue.TakeNext(ref isAwaited)) is not null);
        return true;
    }

    private void RunEach()
    {
        connection.Execute("begin immediate");
        foreach (var job in batch) RunInSavepoint(job);
    }

    /// <summary>Runs a job; its own failure is its own, but an error that ends the whole transaction is thrown on.</summary>
    private void RunInSavepoint(WriteJob job)
    {
        if (job.IsCancelled)
        {
            job.Fail(new OperationCanceledException());
            return;
        }
        connection.Execute("savepoint operation");
        try
        {
            job.Run(connection);
            connection.Execute("release operation");
        }
#pragma warning disable CA1031 // Whatever the work throws goes to its caller; the writer lives on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (connection.IsAutocommit)
            {
                // A full or failing disk makes the engine undo the whole transaction (https://www.sqlite.org/lang_transaction.html).
                job.Fail(exception);
                throw exception as DatabaseException ?? Ended();
            }
            connection.Execute("rollback to operation");
            connection.Execute("release operation");
            Undone?.Invoke();
            job.Fail(exception);
        }
    }

    private void Announce(long started)
    {
        metrics.Committed(batch.Count, Stopwatch.GetElapsedTime(started));
        // One that failed has told its caller already.
        foreach (var job in batch) job.Complete();
        Committed?.Invoke();
    }

    /// <summary>Moves the log's pages into the database when there are many. The engine would do it by itself and say nothing when the disk
    /// fails; but pages whose flush failed once are lost when a later flush succeeds (https://wiki.postgresql.org/wiki/Fsync_Errors),
    /// so that the log, in which they still are, must not be used up.</summary>
    private void Checkpoint()
    {
        try
        {
            pagesInLog += connection.TakePagesWritten();
            if (pagesInLog < PagesBetweenCheckpoints) return;
            pagesInLog = 0;
            connection.Execute("pragma wal_checkpoint(passive)");
        }
        catch (DatabaseException exception) when (!exception.IsFull)
        {
            Stop(exception);
        }
        catch (DatabaseException)
        {
            // No room: everything is in the log, and the next checkpoint tries again.
        }
    }

    private void Stop(Exception exception)
    {
        Volatile.Write(ref failure, exception);
        connection.KeepLogOnClose();
        foreach (var job in queue.CloseAndEmpty()) job.Fail(Stopped());
    }

    private void FailBatch(Exception exception)
    {
        Undone?.Invoke();
        var stops = exception is OutcomeUnknownException;
        if (stops) Volatile.Write(ref failure, exception);
        foreach (var job in batch) job.Fail(exception);
        if (stops) Stop(exception);
    }

    private void RollBack()
    {
        try
        {
            if (!connection.IsAutocommit) connection.Execute("rollback");
        }
        catch (DatabaseException)
        {
            // The failure that led here is the one to report.
        }
    }

    private static DatabaseException Ended() => new(SQLitePCL.raw.SQLITE_ERROR, "the transaction ended within an operation");

    private DatabaseUnavailableException Stopped() => failure is null
        ? new DatabaseUnavailableException("The store is being closed.", "Try again when the program runs.")
        : new DatabaseUnavailableException(
            "The store accepts no writes since its disk failed; reading goes on.", "Check disk space and disk, then restart the program.", failure);
}
