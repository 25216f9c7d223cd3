using Microsoft.Extensions.Logging;
using Tessera.Cli.Terminal;

namespace Tessera.Cli.Serving;

/// <summary>Writes the server's warnings and errors to stderr.</summary>
internal sealed class TerminalLog(CommandTerminal terminal) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Log(terminal, LogLine.IsOurs(categoryName));

    public void Dispose()
    {
        // The terminal outlives the server.
    }

    private sealed class Log(CommandTerminal terminal, bool isOurs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        // Of an exception only the type is told, and of a library's event only its name: their messages quote their input.
        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) terminal.Say($"{logLevel.ToString().ToLowerInvariant()}: {(isOurs ? formatter(state, null) : eventId.Name ?? "event of a library")}{(exception is null ? "" : $" ({exception.GetType().Name})")}");
        }
    }
}
