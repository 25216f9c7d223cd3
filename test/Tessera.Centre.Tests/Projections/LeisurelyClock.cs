namespace Tessera.Centre.Projections;

/// <summary>A clock on which every look at it finds that time has passed, and every wait is over at once. It keeps what was waited for.</summary>
/// <param name="step">How much time passes between two looks.</param>
internal sealed class LeisurelyClock(TimeSpan step) : TimeProvider
{
    private readonly List<TimeSpan> waits = [];
    private long now;

    /// <summary>What was waited for, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (waits) return [.. waits];
        }
    }

    /// <summary>Done instead of waiting; gets the number of waits so far.</summary>
    public Action<int> OnWait { get; init; } = _ => { };

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref now, step.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        int count;
        lock (waits)
        {
            waits.Add(dueTime);
            count = waits.Count;
        }

        OnWait(count);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
