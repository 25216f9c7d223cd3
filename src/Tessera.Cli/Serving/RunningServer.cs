using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Centre.Running;
using Tessera.Cli.Terminal;
using Tessera.Web;

namespace Tessera.Cli.Serving;

/// <summary>A server for as long as nobody stops it.</summary>
internal static class RunningServer
{
    /// <summary>Serves until interrupted. Prints the address to stdout when requests are answered.</summary>
    /// <param name="terminal">Where to tell.</param>
    /// <param name="interruption">Who stops it.</param>
    /// <param name="settings">Where to listen.</param>
    /// <param name="node">What to serve.</param>
    /// <param name="log">Where the log goes; null for warnings on the terminal.</param>
    /// <param name="imports">The sources that it runs; null for none.</param>
    /// <param name="ready">Called with the address when requests are answered.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<ExitCode> Run(
        CommandTerminal terminal, Interruption interruption, ServerSettings settings, CentreNode node, JsonLog? log, ImportRunner? imports, Action<Uri> ready, CancellationToken cancel)
    {
        await using var server = TesseraServer.Build(settings, node, logging => logging.AddProvider(log ?? (ILoggerProvider)new TerminalLog(terminal)), imports);
        try
        {
            await server.StartAsync(cancel);
        }
        catch (IOException)
        {
            return terminal.Refuse(ExitCode.Unreadable, $"Port {settings.Port} is in use by another program.", "Choose another with --port N; 0 takes any free one.");
        }

        var address = TesseraServer.Addresses(server)[0];
        terminal.WriteLine(address.ToString());
        terminal.Say($"Pages at {address}, FHIR API at {new Uri(address, "fhir/metadata")}. Ctrl-C stops.");
        ready(address);
        await Stopped(cancel);
        await Stop(server, settings.StopTime);
        terminal.Say("Stopped.");
        // A service manager that asks to stop expects success.
        return interruption.Terminated ? ExitCode.Ok : ExitCode.Interrupted;
    }

    private static async Task Stopped(CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = cancel.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static async Task Stop(WebApplication server, TimeSpan patience)
    {
        // Requests under way are finished; those that take longer than this are cut off.
        using var end = new CancellationTokenSource(patience);
        await server.StopAsync(end.Token);
    }
}
