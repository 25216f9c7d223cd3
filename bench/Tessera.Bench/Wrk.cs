using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tessera.Bench;

/// <summary>The HTTP client of Debian's package wrk, on the same machine: 32 connections, one thread, answers of success only.</summary>
public static partial class Wrk
{
    private const int WarmUp = 3;
    private const int Measured = 6;

    private const string Paths = """
        local paths = {}
        for line in io.lines(os.getenv("TESSERA_BENCH_DATA")) do paths[#paths + 1] = line end
        math.randomseed(1)
        request = function() return wrk.format("GET", paths[math.random(#paths)]) end
        """;

    // Each record of a body has its own number in place of @N@ and the next of a hundred patients in place of @P@.
    private const string Bodies = """
        local file = io.open(os.getenv("TESSERA_BENCH_DATA"), "rb")
        local text = file:read("*a")
        file:close()
        local path = os.getenv("TESSERA_BENCH_PATH")
        local headers = { ["Content-Type"] = "application/fhir+json" }
        local n = os.time() * 1000
        local p = 0
        local function number() n = n + 1 return tostring(n) end
        local function patient() p = p + 1 return tostring(p % 100 + 1) end
        request = function()
          local body = text:gsub("@N@", number):gsub("@P@", patient)
          return wrk.format("POST", path, headers, body)
        end
        """;

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    /// <summary>GETs of paths picked by chance.</summary>
    /// <param name="server">Where.</param>
    /// <param name="process">Number of the server's process.</param>
    /// <param name="paths">The paths.</param>
    public static Task<ServerRate> Get(Uri server, int process, IReadOnlyList<string> paths) => Rate(server, process, Paths, string.Join('\n', paths), "");

    /// <summary>POSTs of bodies that all differ.</summary>
    /// <param name="server">Where.</param>
    /// <param name="process">Number of the server's process.</param>
    /// <param name="path">The path.</param>
    /// <param name="body">The body with <c>@N@</c> where numbers go.</param>
    public static Task<ServerRate> Post(Uri server, int process, string path, string body) => Rate(server, process, Bodies, body, path);

    private static async Task<ServerRate> Rate(Uri server, int process, string script, string data, string path)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-wrk-").FullName;
        try
        {
            var (lua, input) = (Path.Combine(folder, "requests.lua"), Path.Combine(folder, "data"));
            await File.WriteAllTextAsync(lua, script);
            await File.WriteAllTextAsync(input, data);
            await Run(server, lua, input, path, WarmUp);
            var before = ChildProcess.ProcessorTime(process);
            var (requests, perSecond) = await Run(server, lua, input, path, Measured);
            return new ServerRate(perSecond, (ChildProcess.ProcessorTime(process) - before).TotalMicroseconds / requests);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Requests, double PerSecond)> Run(Uri server, string script, string data, string path, int seconds)
    {
        var start = new ProcessStartInfo("wrk", ["-t1", "-c32", $"-d{seconds}s", "-s", script, server.ToString()]) { RedirectStandardOutput = true };
        start.Environment["TESSERA_BENCH_DATA"] = data;
        start.Environment["TESSERA_BENCH_PATH"] = path;
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (output.Contains("Non-2xx", StringComparison.Ordinal)) throw new InvalidOperationException("the server refused requests: " + output);
        return (Number(Requests().Match(output)), Number(RequestsPerSecond().Match(output)));
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
