using System.Runtime.InteropServices;

namespace Tessera.Cli;

/// <summary>Ctrl-C and termination: the first asks the running command to stop, the second ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interruption() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Whether it was the service manager, not a person, that asked to stop.</summary>
    public bool Terminated { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (source.IsCancellationRequested) return;   // the default action: end now
        context.Cancel = true;
        Terminated = context.Signal == PosixSignal.SIGTERM;
        source.Cancel();
    }
}
