using System.Diagnostics;
using System.Globalization;

namespace Tessera.Bench;

/// <summary>Measures that need a fresh process: this program started again.</summary>
public static class ChildProcess
{
    private static readonly Dictionary<string, Func<string[], Task>> Tasks = new(StringComparer.Ordinal)
    {
        ["definitions"] = DefinitionsBenchmark.Child,
        ["extract"] = ExtractBenchmark.Child,
        ["load"] = ServerChild.Load,
        ["serve"] = ServerChild.Serve,
    };

    public static async Task<int> Run(string name, string[] arguments)
    {
        await Tasks[name](arguments);
        return 0;
    }

    /// <summary>Starts a child that goes on until something is written to its standard input.</summary>
    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, "child", .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;

    /// <summary>Starts a child and reads the numbers that it prints.</summary>
    public static async Task<double[]> Numbers(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProcess).Assembly.Location, "child", .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
    }

    /// <summary>Processor time that a process has had, all its threads together.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.TotalProcessorTime;
    }

    /// <summary>Memory of this process that is no file's: RssAnon in MiB, or NaN where the system does not tell.</summary>
    public static double RssAnon() => RssAnon("self");

    /// <summary>The same of another process.</summary>
    /// <param name="process">Its number.</param>
    public static double RssAnon(string process)
    {
        var status = $"/proc/{process}/status";
        if (!File.Exists(status)) return double.NaN;
        var line = File.ReadLines(status).First(text => text.StartsWith("RssAnon:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
