using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Tessera.Cli.Tests;

/// <summary>What a node sends to an OpenTelemetry collector: https://opentelemetry.io/docs/specs/otlp/. The collector here takes calls of gRPC as bytes.</summary>
public sealed class CollectorTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Metrics_and_spans_reach_the_collector_and_no_patient_does()
    {
        var store = Path.Combine(folder.Path, "centre.db");
        await TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"quixote-17","name":[{"family":"Quixote"}]}""" }, "load", "-", "--store", store);
        await using var collector = await Collector.Start();
        using (var server = TesseraProgram.Launch(new Start(), "serve", "--store", store, "--port", "0", "--otlp", collector.Address.ToString()))
        {
            using var http = new HttpClient { BaseAddress = await ServingTests.Address(server) };
            await http.GetStringAsync("fhir/Patient/quixote-17");
            await http.GetStringAsync("fhir/Patient?family=Quixote");
            using (var put = await http.PutAsync("fhir/Patient/quixote-17", new StringContent("""{"resourceType":"Patient","id":"quixote-17","name":[{"family":"Quixote"}],"gender":"male"}""", Encoding.UTF8, "application/fhir+json")))
                put.EnsureSuccessStatusCode();
            // Part of a trace that began elsewhere.
            using (var traced = new HttpRequestMessage(HttpMethod.Get, "fhir/metadata") { Headers = { { "traceparent", $"00-{Trace}-b7ad6b7169203331-01" } } })
                (await http.SendAsync(traced)).Dispose();
            // What is not sent yet is sent at the end.
            Assert.Equal(0, await ServingTests.End(server, "TERM"));
        }

        var metrics = collector.Text("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export");
        foreach (var name in new[] { "http.server.request.duration", "db.client.operation.duration", "tessera.store.size", "tessera.audit.writable", "tessera" })
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        var spans = collector.Text("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
        Assert.Contains("GET /fhir/{type}/{id}", spans, StringComparison.Ordinal);
        Assert.Contains("PUT /fhir/{type}/{id}", spans, StringComparison.Ordinal);
        Assert.Contains(Encoding.Latin1.GetString(Convert.FromHexString(Trace)), spans, StringComparison.Ordinal);
        foreach (var sent in new[] { metrics, spans }) Assert.DoesNotContain("quixote", sent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_stops_nobody()
    {
        var store = Path.Combine(folder.Path, "centre.db");
        await TesseraProgram.Run(new Start { Input = """{"resourceType":"Patient","id":"a"}""" }, "load", "-", "--store", store);
        Uri gone;
        await using (var collector = await Collector.Start()) gone = collector.Address;
        using var server = TesseraProgram.Launch(new Start(), "serve", "--store", store, "--port", "0", "--otlp", gone.ToString());
        using var http = new HttpClient { BaseAddress = await ServingTests.Address(server) };
        Assert.Contains("\"a\"", await http.GetStringAsync("fhir/Patient/a"), StringComparison.Ordinal);
        Assert.Equal(0, await ServingTests.End(server, "TERM"));
    }

    private sealed class Collector(WebApplication app, Uri address, ConcurrentQueue<(string Path, byte[] Body)> calls) : IAsyncDisposable
    {
        // A message of gRPC without content: not compressed, no bytes.
        private static readonly byte[] Empty = new byte[5];

        public Uri Address => address;

        public static async Task<Collector> Start()
        {
            var calls = new ConcurrentQueue<(string, byte[])>();
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
            var app = builder.Build();
            app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                calls.Enqueue((http.Request.Path.Value!, body.ToArray()));
                http.Response.ContentType = "application/grpc";
                http.Response.DeclareTrailer("grpc-status");
                await http.Response.Body.WriteAsync(Empty);
                http.Response.AppendTrailer("grpc-status", "0");
            });
            await app.StartAsync();
            return new Collector(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), calls);
        }

        public string Text(string path) => string.Concat(calls.Where(call => call.Path == path).Select(call => Encoding.Latin1.GetString(call.Body)));

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
