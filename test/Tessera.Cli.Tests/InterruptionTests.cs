using System.Diagnostics;

namespace Tessera.Cli.Tests;

public sealed class InterruptionTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_command_ends_with_130(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill command to send a signal with.");
        using var process = TesseraProgram.Launch(new Start(), "validate", "-", "--ndjson");
        await process.StandardInput.WriteAsync("""{"resourceType":"Patient"}""" + "\n");
        await process.StandardInput.FlushAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));   // it now waits for the rest of stdin, which does not come
        using (var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await TesseraProgram.Ended(process, patience.Token);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Interrupted.", await process.StandardError.ReadToEndAsync(patience.Token), StringComparison.Ordinal);
    }
}
