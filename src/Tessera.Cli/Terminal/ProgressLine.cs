namespace Tessera.Cli.Terminal;

/// <summary>A count on stderr while work goes on: one line that renews itself on a terminal, else one line every 30 s.</summary>
internal sealed class ProgressLine(CommandTerminal terminal, string unit) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly TimeSpan interval = terminal.IsWatched ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(30);
    private readonly long started = TimeProvider.System.GetTimestamp();
    private TimeSpan last;
    private bool shown;

    /// <summary>Shows how far the work is, when it is time to.</summary>
    public void Show(long count)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        if (elapsed < Patience || elapsed - last < interval) return;
        last = elapsed;
        if (terminal.IsWatched) Console.Error.Write($"\r{count:N0} {unit}, {elapsed.TotalSeconds:0} s ");
        else Console.Error.WriteLine($"{count:N0} {unit}, {elapsed.TotalSeconds:0} s");
        shown = terminal.IsWatched;
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        // ECMA-48: carriage return, then erase to the end of the line.
        if (shown) Console.Error.Write("\r\u001b[K");
        shown = false;
    }
}
