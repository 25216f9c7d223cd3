using Microsoft.Extensions.Logging;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Serving;

/// <summary>Writes the server's warnings and errors to stderr.</summary>
internal sealed class TerminalLog(CommandTerminal terminal) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Log(terminal);

    public void Dispose()
    {
        // The terminal outlives the server.
    }

    private sealed class Log(CommandTerminal terminal) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        // Of an exception only the type is told: messages of libraries quote their input.
        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) terminal.Say($"{logLevel.ToString().ToLowerInvariant()}: {formatter(state, null)}{(exception is null ? "" : $" ({exception.GetType().Name})")}");
        }
    }
}
