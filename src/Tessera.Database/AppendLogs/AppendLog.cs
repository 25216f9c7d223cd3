using System.Security.Cryptography;

namespace Tessera.Database.AppendLogs;

/// <summary>A log that is only ever appended to, in files beside a database. Entries that wait together are made durable by one flush; a chain of hashes
/// says afterwards that none was changed. One file's room is always kept ready: the reserve out of which the log goes on when the disk is full. When the
/// disk refuses to flush, entries wait in memory, up to as many bytes, and are written again with the next ones.</summary>
/// <remarks>Any number of threads may append; one process owns a log, which is the owner of the database beside it.</remarks>
public sealed class AppendLog : IAsyncDisposable
{
    /// <summary>Longest entry, in bytes.</summary>
    public const int LongestEntry = 60_000;

    /// <summary>Least length of a file.</summary>
    public const int ShortestSegment = 1 << 18;

    private const int LongestFrame = 1 << 17;

    // Since a full disk refuses to make a file, it is not asked with every entry.
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    private readonly string folder;
    private readonly int segmentLength;
    private readonly TimeProvider clock;
    private readonly object gate = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogBatch filling = new();
    private LogBatch writing = new();
    private bool closed;
    private bool asked;
    private Thread? thread;

    // All of these belong to the thread that writes.
    private readonly List<LogWrite> unwritten = [];
    private readonly IncrementalHash sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private LogFile? current;
    private LogFile? spare;
    private int end;
    private byte[] chain;
    private long lastNumber;
    private long lastAttempt;
    private volatile string? flushing;
    private volatile string? reserve;
    private volatile bool refuses;
    private volatile LogHead head;

    private AppendLog(string folder, int segmentLength, TimeProvider clock)
    {
        (this.folder, this.segmentLength, this.clock) = (folder, segmentLength, clock);
        chain = new byte[LogFormat.HashLength];
        head = new LogHead(LogPlace.Start, chain);
    }

    /// <summary>Why what is appended is not on the disk, or null when it is. While there is trouble, entries go into the reserve.</summary>
    public string? Trouble => flushing ?? reserve;

    /// <summary>Whether the reserve is spent: nothing can be appended now.</summary>
    public bool IsSpent => refuses;

    /// <summary>How far the log is durable.</summary>
    public LogHead Head => head;

    /// <summary>The folder of its files.</summary>
    public string Folder => folder;

    /// <summary>Opens a log, whose files are made when something is appended. Whatever stands there stays: behind what cannot be read a new file is begun.</summary>
    /// <param name="folder">Where its files are.</param>
    /// <param name="segmentLength">Length of new files in bytes, at least <see cref="ShortestSegment"/>; also the least of the reserve.</param>
    /// <param name="clock">Decides when a full disk is tried again.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static AppendLog Open(string folder, int segmentLength, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentLength, ShortestSegment);
        ArgumentNullException.ThrowIfNull(clock);
        var log = new AppendLog(folder, segmentLength, clock);
        if (LogSegment.Files(folder) is [.., var last]) log.GoOn(last);
        return log;
    }

    /// <summary>Appends an entry; ends when it is durable or, after a failure of the disk, in the reserve.</summary>
    /// <exception cref="LogUnavailableException">The reserve is spent; the entry is not in the log.</exception>
    public Task Append(ReadOnlySpan<byte> entry)
    {
        if (entry.Length is 0 or > LongestEntry) throw new ArgumentException($"an entry has 1 to {LongestEntry} bytes", nameof(entry));
        lock (gate)
        {
            if (closed) return Task.FromException(new LogUnavailableException("The log is closed."));
            filling.Add(entry);
            return Ask();
        }
    }

    /// <summary>Ends when entries can be appended; when the reserve is spent, after another attempt.</summary>
    /// <exception cref="LogUnavailableException">They cannot.</exception>
    public Task Ready()
    {
        if (!refuses) return Task.CompletedTask;
        lock (gate) return closed ? Task.CompletedTask : Ask();
    }

    /// <summary>Finishes what waits and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (closed) return;
            closed = true;
            if (thread is null) ended.SetResult();
            Monitor.Pulse(gate);
        }

        await ended.Task.ConfigureAwait(false);
        current?.Dispose();
        spare?.Dispose();
        sum.Dispose();
    }

    private void GoOn(string last)
    {
        var segment = LogSegment.ReadEnd(last);
        (chain, lastNumber, end, head) = (segment.Head.Chain.ToArray(), segment.Number, segment.End, segment.Head);
        if (segment.Findings.Count == 0 && !segment.HasTornEnd) current = LogFile.Open(last);
    }

    private Task Ask()
    {
        if (thread is null)
        {
            thread = new Thread(Work) { IsBackground = true, Name = "tessera-log" };
            thread.Start();
        }

        if (!asked) Monitor.Pulse(gate);
        asked = true;
        return filling.Done;
    }

    private void Work()
    {
        while (Take() is { } batch)
        {
            LogUnavailableException? failure = null;
            try
            {
                Write(batch);
            }
            catch (Exception exception) when (exception is LogUnavailableException or IOException or UnauthorizedAccessException)
            {
                failure = exception as LogUnavailableException ?? new LogUnavailableException(exception.Message, exception);
            }

            refuses = failure is not null;
            batch.Finish(failure);
            if (failure is null) KeepReserve();
        }

        ended.SetResult();
    }

    private LogBatch? Take()
    {
        lock (gate)
        {
            while (!asked)
            {
                if (closed) return null;
                Monitor.Wait(gate);
            }
        }

        // Whoever is ready to run, and perhaps to append, goes first: under load a fourth of the flushes are left, and without any nothing is lost.
        Thread.Yield();
        lock (gate)
        {
            asked = false;
            (filling, writing) = (writing, filling);
            return writing;
        }
    }

    private void Write(LogBatch batch)
    {
        if (unwritten.Count > 0) Flush();
        // Nothing to append: somebody asks whether something could be.
        if (batch.Length == 0 && Room < LongestFrame) NextFile();
        for (var from = 0; from < batch.Length;)
        {
            var piece = batch.Piece(from, Math.Min(LongestFrame, Room));
            if (piece.Length == 0) NextFile();
            else AddFrame(piece);
            from += piece.Length;
        }

        Flush();
    }

    private int Room => current is null ? 0 : current.Length - end - LogFormat.FrameOverhead;

    private void AddFrame(ReadOnlySpan<byte> entries)
    {
        var frame = new byte[entries.Length + LogFormat.FrameOverhead];
        LogFormat.WriteLength(frame, entries.Length);
        entries.CopyTo(frame.AsSpan(LogFormat.LengthOfLength));
        chain = LogFormat.Chain(sum, chain, frame.AsSpan(0, frame.Length - LogFormat.HashLength));
        chain.CopyTo(frame.AsSpan(frame.Length - LogFormat.HashLength));
        Add(frame);
    }

    private void Add(byte[] bytes)
    {
        unwritten.Add(new LogWrite(current!, end, bytes));
        end += bytes.Length;
    }

    /// <summary>Makes durable what waits. When the disk fails it goes on waiting, to be written again: what a failed flush left is not known.</summary>
    private void Flush()
    {
        try
        {
            while (unwritten.Count > 0)
            {
                var (file, count) = (unwritten[0].File, 0);
                for (; count < unwritten.Count && unwritten[count].File == file; count++) file.Write(unwritten[count].Bytes, unwritten[count].At);
                file.Flush();
                unwritten.RemoveRange(0, count);
                if (file != current) file.Dispose();
            }

            head = new LogHead(new LogPlace(lastNumber, end), chain);
            flushing = null;
        }
        catch (IOException failure)
        {
            flushing = failure.Message;
        }
    }

    private void NextFile()
    {
        if (spare is null && !TryPrepare())
            throw new LogUnavailableException(flushing is null ? "There is no room for it on the disk and its reserve is spent." : "The disk fails and its reserve is spent.");
        if (unwritten.Count == 0) current?.Dispose();
        (current, spare) = (spare!, null);
        var header = LogFormat.Header(current.Number, chain);
        (lastNumber, end, chain) = (current.Number, 0, LogFormat.ChainOf(header));
        Add(header);
    }

    private void KeepReserve()
    {
        if (spare is null && current is not null) _ = TryPrepare();
    }

    private bool TryPrepare()
    {
        if (reserve is not null && clock.GetElapsedTime(lastAttempt) < BetweenAttempts) return false;
        try
        {
            spare = LogFile.Adopt(folder, lastNumber + 1, segmentLength) ?? LogFile.Prepare(folder, lastNumber + 1, segmentLength);
            reserve = null;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            lastAttempt = clock.GetTimestamp();
            reserve = "the disk has no room for more than its reserve";
            return false;
        }
    }
}
