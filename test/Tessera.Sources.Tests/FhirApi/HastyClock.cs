namespace Tessera.Sources.Tests.FhirApi;

/// <summary>The machine's clock, on which waits pass a hundred times faster; it keeps what was waited for.</summary>
internal sealed class HastyClock : TimeProvider
{
    private readonly object guard = new();
    private readonly List<TimeSpan> waits = [];

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (guard) return [.. waits];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (guard) waits.Add(dueTime);
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }
}
