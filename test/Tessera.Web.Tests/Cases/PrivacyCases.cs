using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tessera.Web.Tests.Cases;

/// <summary>Cases E: what stands in records, addresses and searches stands nowhere else.</summary>
public sealed class PrivacyCases
{
    private const string Canary = "Zitronenfalter";

    [Fact]
    public async Task E01_neither_log_nor_metrics_hold_what_stands_in_records_addresses_or_searches()
    {
        using var log = new CollectedLog();
        await using var server = new RunningServer(new BuiltInDefinitions()) { Logging = logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log) };
        await server.InitializeAsync();
        await server.Put($$"""{"resourceType":"Patient","id":"{{Canary}}","name":[{"family":"{{Canary}}"}],"identifier":[{"system":"urn:mrn","value":"{{Canary}}"}]}""");
        foreach (var path in new[]
        {
            $"/fhir/Patient/{Canary}", $"/fhir/Patient?name={Canary}", $"/fhir/Patient?{Canary}=x", $"/fhir/{Canary}", $"/fhir/{Canary}/{Canary}", $"/{Canary}", $"/patients/{Canary}", $"/patients?find={Canary}",
            $"/fhir/Patient/{Canary}/_history/9", $"/fhir/Patient/{Canary}x", $"/fhir/Patient?birthdate={Canary}", $"/records/Patient/{Canary}", $"/fhir/Patient/{Canary}/$everything",
        })
        {
            await server.Get(path, ("Referer", $"http://x/{Canary}"), ("User-Agent", Canary));
            await server.Send(new HttpMethod(Canary), path);
        }

        await server.Send(HttpMethod.Post, "/fhir/Patient", $$"""{"resourceType":"Patient","{{Canary}}":"{{Canary}}"}""");
        await server.Send(HttpMethod.Post, "/fhir/Patient", "{" + Canary);
        await server.Send(HttpMethod.Post, "/fhir/Patient/_search", $"name={Canary}", ("Content-Type", "application/x-www-form-urlencoded"));
        await server.Send(HttpMethod.Post, "/patients", $"q={Canary}", ("Content-Type", "application/x-www-form-urlencoded"));
        var metrics = (await server.Get("/metrics")).Body;
        // A fault of ours as well: the store is gone under the server.
        await server.Node.Store.DisposeAsync();
        Assert.Equal(500, (await server.Get($"/fhir/Patient/{Canary}")).Status);
        Assert.Equal(500, (await server.Get($"/patients/{Canary}/records")).Status);

        Assert.Contains(log.Lines, line => line.Contains("/fhir/{type}/{id}", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("report ", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("http_server_request_duration_seconds_count", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, metrics, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task E02_a_fault_of_ours_tells_a_report_id_and_nothing_else()
    {
        // A closed store makes every read fail.
        await using var other = new RunningServer(new BuiltInDefinitions());
        await other.InitializeAsync();
        await other.Node.Store.DisposeAsync();
        var answer = await other.Get("/fhir/Patient/secret-id");
        Assert.Equal((500, "exception"), (answer.Status, answer.IssueCode));
        Assert.Matches("report [0-9a-f]{8}", answer.Body);
        Assert.DoesNotContain("Exception\"", answer.Body.Replace("\"exception\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-id", answer.Body, StringComparison.Ordinal);
    }

    /// <summary>All that is logged, at every level, with what the values and exceptions say.</summary>
    private sealed class CollectedLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {eventId.Name} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
