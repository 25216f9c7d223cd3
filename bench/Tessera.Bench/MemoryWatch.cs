namespace Tessera.Bench;

/// <summary>Looks at this process's RssAnon ten times a second and keeps the highest.</summary>
public sealed class MemoryWatch : IDisposable
{
    private readonly Timer timer;
    private double highest;

    public MemoryWatch() => timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

    /// <summary>The highest so far, in MiB.</summary>
    public double Highest
    {
        get
        {
            Look();
            return highest;
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look() => highest = Math.Max(highest, ChildProcess.RssAnon());
}
