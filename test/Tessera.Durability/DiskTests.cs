using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Store;
using Tessera.Store.Verifying;

namespace Tessera.Durability;

/// <summary>A full and a failing disk under the real program.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-disk-").FullName;
    private readonly FhirDefinitions definitions = FhirDefinitions.OpenBuiltIn();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task D03_a_full_disk_refuses_writes_with_507_goes_on_reading_and_recovers_by_itself()
    {
        await Require("unshare", ["-m", "sh", "-c", $"mount -t tmpfs none '{folder}'"], "a private mount namespace, which needs root");
        var template = Path.Combine(folder, "template.db");
        await (await FhirStore.Open(new StoreAddress(template), definitions, TimeProvider.System, default)).DisposeAsync();
        var disk = Directory.CreateDirectory(Path.Combine(folder, "disk")).FullName;
        var store = Path.Combine(disk, "centre.db");
        await using var server = await ServerProcess.StartWithin(
            "unshare", ["-m"], $"mount -t tmpfs -o size=10m none '{disk}' && cp '{template}' '{store}' && exec $SERVE", store);
        var acknowledged = await WriteUntil(server, HttpStatusCode.InsufficientStorage, 0, 200_000);
        var (status, body) = await server.Send(HttpMethod.Put, "fhir/Patient/p-more", Patient("p-more"));
        Assert.Equal(HttpStatusCode.InsufficientStorage, status);
        Assert.Contains("no room left", Outcome(body), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Get, "fhir/Patient/p-0")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Get, "fhir/Patient?family=Doe&_count=1")).Status);
        var ready = await server.Send(HttpMethod.Get, "ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Contains("MB are free", ready.Body, StringComparison.Ordinal);

        // An administrator makes room.
        Assert.Equal(0, await Inside(server, "mount", "-o", "remount,size=40m", disk));
        var more = await WriteUntil(server, HttpStatusCode.InsufficientStorage, acknowledged, 100);
        Assert.Equal(acknowledged + 100, more);
        Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Get, "ready")).Status);
        for (var number = 0; number < more; number++)
            Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Head, $"fhir/Patient/p-{number}")).Status);
        Assert.Equal(0, await Inside(server, "dotnet", ServerProcess.Program, "verify", "--store", store));
        await server.Terminate();
        Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task D04_a_flush_that_fails_is_never_acknowledged_and_ends_writing_but_not_reading()
    {
        await Require("strace", ["-qq", "-e", "trace=none", "true"], "strace, and the right to use it");
        var store = Path.Combine(folder, "centre.db");
        await (await FhirStore.Open(new StoreAddress(store), definitions, TimeProvider.System, default)).DisposeAsync();
        int acknowledged;
        await using (var server = await ServerProcess.Start(store))
        {
            acknowledged = await WriteUntil(server, HttpStatusCode.ServiceUnavailable, 0, 50);
            using var strace = await Inject(server);
            var (status, body) = await server.Send(HttpMethod.Put, "fhir/Patient/doubtful", Patient("doubtful"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("not known", Outcome(body), StringComparison.Ordinal);

            (status, body) = await server.Send(HttpMethod.Put, "fhir/Patient/later", Patient("later"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("accepts no writes", Outcome(body), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Get, "fhir/Patient/p-0")).Status);
            Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Get, "fhir/Patient?family=Doe&_count=1")).Status);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Send(HttpMethod.Get, "ready")).Status);
            Assert.Contains("tessera_db_writable 0", (await server.Send(HttpMethod.Get, "metrics")).Body, StringComparison.Ordinal);
            await server.Terminate();
            await server.Ended(TimeSpan.FromSeconds(30));
            await strace.WaitForExitAsync();
        }

        await using var again = await ServerProcess.Start(store);
        for (var number = 0; number < acknowledged; number++)
            Assert.Equal(HttpStatusCode.OK, (await again.Send(HttpMethod.Head, $"fhir/Patient/p-{number}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await again.Send(HttpMethod.Get, "fhir/Patient/later")).Status);
        Assert.Empty(StoreVerifier.Run(new StoreAddress(store), definitions, null, default).Findings);
        Assert.Equal(HttpStatusCode.Created, (await again.Send(HttpMethod.Put, "fhir/Patient/new", Patient("new"))).Status);
    }

    // The mount is the server's alone.
    private static async Task<int> Inside(ServerProcess server, params string[] command)
    {
        var start = new ProcessStartInfo("nsenter", ["-t", server.Process.Id.ToString(CultureInfo.InvariantCulture), "-m", .. command]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [Fact]
    public async Task D04_a_flush_of_the_database_that_fails_after_commits_ends_writing_before_their_log_is_used_up()
    {
        await Require("strace", ["-qq", "-e", "trace=none", "true"], "strace, and the right to use it");
        var store = Path.Combine(folder, "centre.db");
        await (await FhirStore.Open(new StoreAddress(store), definitions, TimeProvider.System, default)).DisposeAsync();
        int acknowledged;
        await using (var server = await ServerProcess.Start(store))
        {
            // Commits flush the log, which works; only moving its pages into the database fails.
            using var strace = await Inject(server, "-P", store);
            acknowledged = await WriteUntil(server, HttpStatusCode.ServiceUnavailable, 0, 5000);
            Assert.InRange(acknowledged, 10, 4999);
            Assert.Contains("accepts no writes", Outcome((await server.Send(HttpMethod.Put, "fhir/Patient/later", Patient("later"))).Body), StringComparison.Ordinal);
            await server.Terminate();
            await server.Ended(TimeSpan.FromSeconds(30));
            await strace.WaitForExitAsync();
        }

        Assert.True(new FileInfo(store + "-wal").Length > 1_000_000, "the log was used up");
        await using var again = await ServerProcess.Start(store);
        for (var number = 0; number < acknowledged; number++)
            Assert.Equal(HttpStatusCode.OK, (await again.Send(HttpMethod.Head, $"fhir/Patient/p-{number}")).Status);
        Assert.Empty(StoreVerifier.Run(new StoreAddress(store), definitions, null, default).Findings);
    }

    /// <summary>Writes patients until the status comes or there are enough; returns the number of the next one.</summary>
    private static async Task<int> WriteUntil(ServerProcess server, HttpStatusCode end, int from, int most)
    {
        for (var number = from; number < from + most; number++)
        {
            var (status, body) = await server.Send(HttpMethod.Put, $"fhir/Patient/p-{number}", Patient($"p-{number}"));
            if (status == end) return number;
            Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, $"{status} {body}");
        }

        return from + most;
    }

    private static async Task<Process> Inject(ServerProcess server, params string[] more)
    {
        var start = new ProcessStartInfo("strace", ["-f", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-p", server.Process.Id.ToString(CultureInfo.InvariantCulture), .. more]) { RedirectStandardError = true };
        var strace = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Contains("attached", await strace.StandardError.ReadLineAsync(patience.Token), StringComparison.Ordinal);
        _ = strace.StandardError.ReadToEndAsync();
        return strace;
    }

    private static async Task Require(string program, string[] arguments, string what)
    {
        try
        {
            using var attempt = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await attempt.WaitForExitAsync();
            Assert.SkipUnless(attempt.ExitCode == 0, $"This needs {what}.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"This needs {what}.");
        }
    }

    private static string Patient(string id) => $$"""{"resourceType":"Patient","id":"{{id}}","name":[{"family":"Doe","given":["{{new string('x', 1500)}}"]}]}""";

    private static string Outcome(string body) => JsonDocument.Parse(body).RootElement.GetProperty("issue")[0].GetProperty("diagnostics").GetString()!;
}
