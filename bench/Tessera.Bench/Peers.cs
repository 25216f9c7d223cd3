using System.Diagnostics;
using System.Globalization;

namespace Tessera.Bench;

/// <summary>Other engines over the same files in the same run: <c>bench/peers</c>, fetched with npm when first asked.</summary>
public static class Peers
{
    /// <summary>Prints what <c>peers.mjs</c> measures for a task; says so when Node or the packages are not here.</summary>
    public static async Task Print(string task, string unit)
    {
        var folder = Path.Combine(McodeExamples.Root(), "bench", "peers");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules"))) await Output("npm", folder, "ci", "--no-audit", "--no-fund", "--silent");
            var packages = Path.Combine(McodeExamples.Root(), "definitions", "node_modules");
            var output = await Output("node", folder, "peers.mjs", task, packages, Path.Combine(packages, "hl7.fhir.us.mcode", "example"), "3");
            foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                if (line.Split('\t') is [var name, var value])
                    Report.Figure(name, double.Parse(value, CultureInfo.InvariantCulture), name.Contains("reported", StringComparison.Ordinal) || name.Contains("cannot", StringComparison.Ordinal) ? "" : unit);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"  other engines were not measured: {exception.Message}");
        }
    }

    private static async Task<string> Output(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}");
        await errors;
        return output;
    }
}
