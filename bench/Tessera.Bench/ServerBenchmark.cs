using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Import;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Mef;
using Tessera.Web;

namespace Tessera.Bench;

/// <summary>Reads over HTTP from the filled sample centre, beside Kestrel answering with the same bytes and no store. The client (wrk)
/// shares the machine.</summary>
public static partial class ServerBenchmark
{
    public static async Task Run(Report report)
    {
        if (!HasWrk())
        {
            Console.WriteLine("  skipped: wrk is missing (Debian package wrk)");
            return;
        }
        using var server = Start();
        var lines = server.StandardOutput;
        var (ours, plain) = (await lines.ReadLineAsync() ?? "", await lines.ReadLineAsync() ?? "");
        await Wrk(ours, seconds: 3);
        var reads = await Wrk(ours, seconds: 6);
        await Wrk(plain, seconds: 3);
        var floor = await Wrk(plain, seconds: 6);
        await server.StandardInput.WriteLineAsync("stop");
        await server.WaitForExitAsync();
        Report.Figure("Kestrel alone, the same bytes", floor, "requests/s");
        report.AtLeast("GET of a resource", reads, 10_000, "requests/s");
        Report.Figure("times the floor", floor / reads, "");
    }

    /// <summary>Serves until something is written to its standard input.</summary>
    public static async Task Child(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-bench-");
        var definitions = FhirDefinitions.OpenBuiltIn();
        var centre = new CentreFolder(folder.FullName);
        var configuration = Directory.GetFiles(Path.Combine(McodeExamples.Root(), "samples", "centre"), "*.json").Single();
        if (!MefSource.TryOpen(configuration, definitions, centre.OpenIds(), out var source, out var issues)) throw new InvalidOperationException(issues[0].Message);
        await using (var node = await CentreNode.Open(centre.Store, definitions, new CentreSettings(), TimeProvider.System, CancellationToken.None))
        {
            await new ImportRun(node.Validator, TimeProvider.System).Run(ImportSource.Of(source), new StoreSink(node), null, CancellationToken.None);
            await using var server = TesseraServer.Build(ServerSettings.Loopback(0), node, logging => logging.SetMinimumLevel(LogLevel.Warning));
            await server.StartAsync();
            var address = TesseraServer.Addresses(server)[0];
            using var client = new HttpClient { BaseAddress = address };
            var page = System.Text.Json.Nodes.JsonNode.Parse(await client.GetStringAsync(new Uri("fhir/Observation?_count=1", UriKind.Relative)))!;
            var path = $"fhir/Observation/{page["entry"]![0]!["resource"]!["id"]}";
            await using var plain = await Plain(await client.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
            Console.WriteLine(new Uri(address, path));
            Console.WriteLine(TesseraServer.Addresses(plain)[0]);
            await Console.In.ReadLineAsync();
            await server.StopAsync();
        }
        folder.Delete(recursive: true);
    }

    private static async Task<WebApplication> Plain(byte[] body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", async (HttpResponse response) =>
        {
            response.ContentType = "application/fhir+json";
            response.ContentLength = body.Length;
            await response.BodyWriter.WriteAsync(body);
        });
        await app.StartAsync();
        return app;
    }

    private static Process Start() => Process.Start(new ProcessStartInfo("dotnet", [typeof(ServerBenchmark).Assembly.Location, "child", "server"])
    {
        RedirectStandardOutput = true, RedirectStandardInput = true,
    })!;

    private static bool HasWrk() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    private static async Task<double> Wrk(string url, int seconds)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c32", $"-d{seconds}s", url]) { RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (output.Contains("Non-2xx", StringComparison.Ordinal)) throw new InvalidOperationException("the server refused requests");
        return double.Parse(RequestsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
