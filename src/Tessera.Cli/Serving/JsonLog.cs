using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tessera.Cli.Serving;

/// <summary>Writes the server's events as lines of JSON. Requests do not wait for it: when who reads the log is slower than the server for
/// long, the oldest lines are dropped.</summary>
internal sealed class JsonLog : ILoggerProvider
{
    private const int MostWaiting = 10_000;

    private readonly Channel<byte[]> lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Stream output;
    private readonly ManualResetEventSlim written = new();

    public JsonLog(Stream output)
    {
        this.output = output;
        _ = Task.Run(WriteAll);
    }

    public ILogger CreateLogger(string categoryName) => new Log(lines.Writer, categoryName);

    /// <summary>Writes what waits, for a second at most.</summary>
    public void Dispose()
    {
        if (!lines.Writer.TryComplete()) return;
        written.Wait(TimeSpan.FromSeconds(1));
    }

    private async Task WriteAll()
    {
        try
        {
            while (await lines.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (lines.Reader.TryRead(out var line)) await output.WriteAsync(line).ConfigureAwait(false);
                await output.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // A full disk or a closed pipe ends the log, not the server.
            lines.Writer.TryComplete();
        }

        written.Set();
    }

    private sealed class Log(ChannelWriter<byte[]> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (LogLine.IsOurs(category) ? LogLevel.Information : LogLevel.Warning);

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.TryWrite(LogLine.Write(TimeProvider.System.GetUtcNow(), logLevel, category, eventId, state, exception));
        }
    }
}
