namespace Tessera.Database;

/// <summary>What waits to be written: interactive work first, bulk work in between so that it never starves.</summary>
internal sealed class WriteQueue
{
    // After so many batches with interactive work, one piece of waiting bulk work gets its turn.
    private const int BulkPatience = 4;

    private readonly object gate = new();
    private readonly Queue<WriteJob> interactive = new();
    private readonly Queue<WriteJob> bulk = new();
    private int batchesWithoutBulk;
    private bool closed;

    /// <summary>Number of jobs that wait.</summary>
    public int Count
    {
        get
        {
            lock (gate) return interactive.Count + bulk.Count;
        }
    }

    /// <summary>Adds a job.</summary>
    /// <returns>False when the queue is closed.</returns>
    public bool TryAdd(WriteJob job, WritePriority priority)
    {
        lock (gate)
        {
            if (closed) return false;
            (priority == WritePriority.Interactive ? interactive : bulk).Enqueue(job);
            Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>Waits for the first job of a batch; null when the queue is closed and empty.</summary>
    /// <param name="isInteractive">Whether somebody waits for it.</param>
    public WriteJob? TakeFirst(out bool isInteractive)
    {
        isInteractive = false;
        lock (gate)
        {
            while (true)
            {
                if (bulk.Count > 0 && (interactive.Count == 0 || batchesWithoutBulk >= BulkPatience))
                {
                    batchesWithoutBulk = 0;
                    return bulk.Dequeue();
                }
                if (interactive.TryDequeue(out var job))
                {
                    batchesWithoutBulk++;
                    isInteractive = true;
                    return job;
                }
                if (closed) return null;
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Takes another job for the same batch, or null when the batch had better be committed now.</summary>
    /// <param name="hasInteractive">Whether somebody waits for the batch; then no bulk work is added. Set when the job taken is interactive.</param>
    public WriteJob? TakeNext(ref bool hasInteractive)
    {
        lock (gate)
        {
            if (interactive.TryDequeue(out var job))
            {
                hasInteractive = true;
                return job;
            }
            return !hasInteractive && bulk.TryDequeue(out job) ? job : null;
        }
    }

    /// <summary>Accepts nothing more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Accepts nothing more and hands out everything that waits.</summary>
    public IReadOnlyList<WriteJob> CloseAndEmpty()
    {
        lock (gate)
        {
            closed = true;
            WriteJob[] waiting = [.. interactive, .. bulk];
            interactive.Clear();
            bulk.Clear();
            Monitor.PulseAll(gate);
            return waiting;
        }
    }
}
