using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Store;

namespace Tessera.Durability;

/// <summary>What a service manager does: it asks to stop, and reads the log.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const string Body = """{"resourceType":"Patient","id":"slow","active":true}""";

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-stop-").FullName;

    private string Store => Path.Combine(folder, "centre.db");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill command to send a signal with.");
        await (await FhirStore.Open(new StoreAddress(Store), FhirDefinitions.OpenBuiltIn(), TimeProvider.System, default)).DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task D14_a_request_under_way_is_finished_before_the_server_stops()
    {
        await using (var server = await ServerProcess.Start(Store))
        {
            using var client = await Begin(server);
            await server.Terminate();
            // It listens no more and waits for the one that has begun.
            await Refused(server);
            Assert.False(server.Process.HasExited);
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Body[20..]));
            var answer = await new StreamReader(client.GetStream()).ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal("HTTP/1.1 201 Created", answer);
            Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(30)));
        }

        await using var again = await ServerProcess.Start(Store);
        Assert.Equal(HttpStatusCode.OK, (await again.Send(HttpMethod.Get, "fhir/Patient/slow")).Status);
    }

    [Fact]
    public async Task D14_a_request_that_never_ends_does_not_keep_the_server_from_stopping()
    {
        await using var server = await ServerProcess.Start(Store, "--stop-seconds", "1");
        using var client = await Begin(server);
        await server.Terminate();
        Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task D14_who_listens_to_changes_does_not_keep_the_server_from_stopping()
    {
        await using var server = await ServerProcess.Start(Store, "--stop-seconds", "600");
        await server.Send(HttpMethod.Put, "fhir/Patient/a", """{"resourceType":"Patient","id":"a"}""");
        using var answer = await server.Http.GetAsync("fhir/$changes?since=0", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await server.Terminate();
        Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task E01_the_log_of_the_process_has_a_line_for_each_request_and_nothing_of_what_it_was_about()
    {
        const string Canary = "Zitronenfalter";
        await using var server = await ServerProcess.Start(Store, "--log", "json");
        foreach (var path in new[] { $"fhir/Patient/{Canary}", $"fhir/Patient?name={Canary}", $"fhir/Patient?{Canary}=1", Canary, $"patients/{Canary}", $"fhir/{Canary}" }) await server.Send(HttpMethod.Get, path);
        await server.Send(HttpMethod.Put, $"fhir/Patient/{Canary}", $$"""{"resourceType":"Patient","id":"{{Canary}}","name":[{"family":"{{Canary}}"}]}""");
        await server.Send(HttpMethod.Post, "fhir/Patient", "{" + Canary);
        await server.Send(new HttpMethod(Canary), "fhir/Patient");
        await server.Terminate();
        Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(30)));
        var log = await server.Errors;
        Assert.DoesNotContain(Canary, log, StringComparison.OrdinalIgnoreCase);
        var lines = log.Split('\n').Where(line => line.StartsWith('{')).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(9, lines.Count(line => line.GetProperty("event").GetString() == "Request"));
        Assert.Contains(lines, line => line.GetProperty("route").GetString() == "/fhir/{type}/{id}" && line.GetProperty("method").GetString() == "PUT" && line.GetProperty("status").GetInt32() == 201);
        Assert.All(lines, line => Assert.True(line.TryGetProperty("milliseconds", out _) && line.TryGetProperty("time", out _)));
    }

    private static async Task<TcpClient> Begin(ServerProcess server)
    {
        var client = new TcpClient("127.0.0.1", server.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /fhir/Patient/slow HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/fhir+json\r\nContent-Length: {Body.Length}\r\n\r\n{Body[..20]}"));
        // The server has seen the request when its metrics say so.
        while (!(await server.Send(HttpMethod.Get, "metrics")).Body.Contains("""http_request_method="PUT"} 1""", StringComparison.Ordinal)) await Task.Delay(20);
        return client;
    }

    private static async Task Refused(ServerProcess server)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20))
        {
            try
            {
                using var attempt = new TcpClient("127.0.0.1", server.Address.Port);
            }
            catch (SocketException)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail("The server still listens.");
    }
}
