using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Tessera.Centre.Audit;
using Tessera.Database;
using Tessera.Database.AppendLogs;
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
            "unshare", ["-m"], $"mount -t tmpfs -o size=12m none '{disk}' && cp '{template}' '{store}' && exec $SERVE", store);
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
        Assert.Equal(0, await Inside(server, "mount", "-o", "remount,size=64m", disk));
        var more = await WriteUntil(server, HttpStatusCode.InsufficientStorage, acknowledged, 100);
        Assert.Equal(acknowledged + 100, more);
        ready = await server.Send(HttpMethod.Get, "ready");
        Assert.True(ready.Status == HttpStatusCode.OK, ready.Body);
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

    [Fact]
    public async Task D03_on_a_full_disk_reads_go_on_until_the_reserve_of_the_audit_is_spent_and_each_of_them_is_in_it()
    {
        await Require("unshare", ["-m", "sh", "-c", $"mount -t tmpfs none '{folder}'"], "a private mount namespace, which needs root");
        var template = Path.Combine(folder, "template.db");
        await (await FhirStore.Open(new StoreAddress(template), definitions, TimeProvider.System, default)).DisposeAsync();
        var disk = Directory.CreateDirectory(Path.Combine(folder, "disk")).FullName;
        var store = Path.Combine(disk, "centre.db");
        await using var server = await ServerProcess.StartWithin("unshare", ["-m"], $"mount -t tmpfs -o size=64m none '{disk}' && cp '{template}' '{store}' && exec $SERVE --audit-reserve 1", store);
        await AddPatients(server);
        Assert.NotEqual(0, await Inside(server, "dd", "if=/dev/zero", $"of={disk}/filler", "bs=64k"));
        Assert.Equal(HttpStatusCode.InsufficientStorage, (await server.Send(HttpMethod.Put, "fhir/Patient/more", Patient("more"))).Status);

        var answered = await ReadUntilRefused(server);
        Assert.InRange(answered, 128, 400);
        var (status, body) = await server.Send(HttpMethod.Get, AllPatients);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("written down first", Outcome(body), StringComparison.Ordinal);
        // Shorter entries find room for a little longer; then pages are refused, too, and the page that says so is about nobody.
        (status, body) = await server.Send(HttpMethod.Get, OnePatient);
        for (var more = 0; status == HttpStatusCode.OK && more < 1000; more++) (status, body) = await server.Send(HttpMethod.Get, OnePatient);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("written down first", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Get, "health")).Status);
        Assert.Contains("reserve", (await server.Send(HttpMethod.Get, "ready")).Body, StringComparison.Ordinal);
        Assert.Contains("tessera_audit_writable 0", (await server.Send(HttpMethod.Get, "metrics")).Body, StringComparison.Ordinal);

        Assert.Equal(0, await Inside(server, "rm", $"{disk}/filler"));
        await UntilAnswered(server, AllPatients);
        Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Put, "fhir/Patient/p-0", Patient("p-0"))).Status);
        Assert.Equal(0, await Inside(server, "cp", "-r", Path.ChangeExtension(store, ".audit"), store, store + "-wal", folder));
        Assert.Empty(LogCheck.Run(Path.Combine(folder, "centre.audit"), [], default).Findings);
        Assert.InRange(new AuditQuery { Count = int.MaxValue }.Run(Path.Combine(folder, "centre.audit"), default).Count(record => record.Entry is { Interaction: "search-type", Status: 200 }), answered + 1, answered + 1);
        Assert.Equal(0, await Inside(server, "dotnet", ServerProcess.Program, "verify", "--store", store));
    }

    [Fact]
    public async Task D04_when_flushes_fail_reads_go_on_until_the_reserve_of_the_audit_is_spent_and_none_is_lost_when_they_work_again()
    {
        await Require("strace", ["-qq", "-e", "trace=none", "true"], "strace, and the right to use it");
        var store = Path.Combine(folder, "centre.db");
        await (await FhirStore.Open(new StoreAddress(store), definitions, TimeProvider.System, default)).DisposeAsync();
        int answered;
        await using (var server = await ServerProcess.Start(store, "--audit-reserve", "1"))
        {
            await AddPatients(server);
            using (var strace = await Inject(server))
            {
                answered = await ReadUntilRefused(server);
                Assert.InRange(answered, 128, 400);
                strace.Kill();
                await strace.WaitForExitAsync();
            }

            await UntilAnswered(server, AllPatients);
            await server.Terminate();
            Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(30)));
        }

        Assert.Empty(AuditCheck.Run(new StoreAddress(store), default).Findings);
        var seen = new AuditQuery { Count = int.MaxValue }.Run(AuditTrail.FolderOf(new StoreAddress(store)), default).Count(record => record.Entry is { Interaction: "search-type", Status: 200 });
        Assert.InRange(seen, answered + 1, answered + 1);
    }

    private const string OnePatient = "patients/p-0/seen";

    // An entry about a thousand patients has eight thousand bytes.
    private const string AllPatients = "fhir/Patient?_count=1000&_elements=id";

    private static async Task AddPatients(ServerProcess server)
    {
        var entries = string.Join(',', Enumerable.Range(0, 1000).Select(number => $$"""{"resource":{"resourceType":"Patient","id":"p-{{number}}"},"request":{"method":"PUT","url":"Patient/p-{{number}}"} }"""));
        Assert.Equal(HttpStatusCode.OK, (await server.Send(HttpMethod.Post, "fhir", $$"""{"resourceType":"Bundle","type":"batch","entry":[{{entries}}]}""")).Status);
    }

    private static async Task<int> ReadUntilRefused(ServerProcess server)
    {
        for (var answered = 0; answered < 10_000; answered++)
            if ((await server.Send(HttpMethod.Get, AllPatients)).Status != HttpStatusCode.OK) return answered;
        return int.MaxValue;
    }

    private static async Task UntilAnswered(ServerProcess server, string path)
    {
        for (var second = 0; (await server.Send(HttpMethod.Get, path)).Status != HttpStatusCode.OK; second++)
        {
            Assert.InRange(second, 0, 30);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
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
