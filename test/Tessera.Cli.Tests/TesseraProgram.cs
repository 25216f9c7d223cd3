using System.Diagnostics;
using System.Text.Json;

namespace Tessera.Cli.Tests;

/// <summary>Runs the built program as a person or a script would.</summary>
internal static class TesseraProgram
{
    // …/artifacts/bin/Tessera.Cli.Tests/release/ → …/artifacts/bin/Tessera.Cli/release/
    public static readonly string Folder = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Tessera.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));

    private static readonly string Dll = Path.Combine(Folder, "tessera.dll");

    public static Task<Outcome> Run(params string[] arguments) => Run(new Start(), arguments);

    public static async Task<Outcome> Run(Start start, params string[] arguments)
    {
        using var process = Launch(start, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (start.Input is { } input) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Ended(process, patience.Token);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Waits until a program has ended; one that does not is ended, so that a failed test leaves none behind.</summary>
    public static async Task Ended(Process process, CancellationToken patience)
    {
        try
        {
            await process.WaitForExitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static Process Launch(Start start, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Dll, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = start.Folder ?? Path.GetTempPath(),
        };
        foreach (var variable in info.Environment.Keys.Where(name => name.StartsWith("TESSERA_", StringComparison.Ordinal)).ToList()) info.Environment.Remove(variable);
        foreach (var (name, value) in start.Environment) info.Environment[name] = value;
        return Process.Start(info)!;
    }
}

/// <summary>What a run is given beside its arguments.</summary>
internal sealed record Start
{
    public string? Input { get; init; }
    public string? Folder { get; init; }
    public Dictionary<string, string> Environment { get; init; } = [];
}

/// <summary>What a run left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public IReadOnlyList<JsonElement> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
