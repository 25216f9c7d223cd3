using Tessera.Database;

namespace Tessera.Web.Tests;

/// <summary>Readiness and metrics.</summary>
public sealed class ObservingTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_node_that_can_do_its_work_is_ready()
    {
        var answer = await server.Get("/ready");
        Assert.Equal(200, answer.Status);
        Assert.Equal("ready", answer.Json.GetProperty("status").GetString());
        foreach (var check in new[] { "store", "disk", "projections" }) Assert.Equal("ok", answer.Json.GetProperty(check).GetString());
    }

    [Fact]
    public async Task A_node_without_room_on_its_disk_is_not_ready_and_says_why()
    {
        await using var full = new RunningServer(new BuiltInDefinitions()) { Settings = ServerSettings.Loopback(0) with { LeastFreeBytes = long.MaxValue } };
        await full.InitializeAsync();
        var answer = await full.Get("/ready");
        Assert.Equal(503, answer.Status);
        Assert.Contains("MB are free", answer.Json.GetProperty("disk").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await full.Get("/health")).Status);
    }

    [Fact]
    public async Task Metrics_count_requests_by_the_template_of_their_route()
    {
        await server.Put("""{"resourceType":"Patient","id":"m"}""");
        await server.Get("/fhir/Patient/m");
        await server.Get("/fhir/Patient/nobody");
        var text = (await server.Get("/metrics")).Body;
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.Matches("""http_server_request_duration_seconds_count\{[^}]*http_response_status_code="200"[^}]*http_route="/fhir/\{type\}/\{id\}"[^}]*\} \d""", text);
        Assert.Matches("""http_server_request_duration_seconds_count\{[^}]*http_response_status_code="404"[^}]*http_route="/fhir/\{type\}/\{id\}"[^}]*\} \d""", text);
        foreach (var name in new[]
        {
            "tessera_db_commits_total", "tessera_db_batch_size_bucket", "db_client_operation_duration_seconds_sum", "tessera_db_queue_length 0", "tessera_db_writable 1", "db_client_connection_count",
            "tessera_store_size_bytes{file=\"database\"}", "tessera_patients_dirty", "process_memory_usage_bytes", "tessera_disk_free_bytes", "dotnet_gc_collections_total", "kestrel_active_connections",
        })
            Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_server_of_a_process_tells_its_own_commits()
    {
        await using var other = new RunningServer(new BuiltInDefinitions());
        await other.InitializeAsync();
        var before = Commits((await server.Get("/metrics")).Body);
        await other.Node.Store.Database.Writer.Run(connection => connection.Execute("select 1"), WritePriority.Interactive, default);
        Assert.Equal(before, Commits((await server.Get("/metrics")).Body));
    }

    private static string Commits(string metrics) => metrics.Split('\n').FirstOrDefault(line => line.StartsWith("tessera_db_commits_total", StringComparison.Ordinal)) ?? "";
}
