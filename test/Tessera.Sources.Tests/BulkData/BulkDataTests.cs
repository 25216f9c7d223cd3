using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tessera.Sources.BulkData;
using Tessera.Sources.FhirApi;
using Tessera.Sources.Remote;
using Tessera.Sources.Tests.FhirApi;

namespace Tessera.Sources.Tests.BulkData;

public sealed class BulkDataTests(BuiltInDefinitions built) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-bulk-").FullName;
    private readonly Dictionary<string, byte[]> files = [];
    private readonly HashSet<string> jobs = [];
    private int begun;
    private int polls;

    /// <summary>How many bytes a file gives before its connection breaks; 0 for all.</summary>
    private int breaksAfter;

    private bool hasRanges = true;

    /// <summary>Whether answers do not say how long they are, so that a short one looks whole.</summary>
    private bool isOfOpenLength;

    /// <summary>Which files the server refuses, as expired addresses are.</summary>
    private Func<string, bool> refuses = _ => false;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_export_gives_what_searches_give()
    {
        await using var server = await Exporting(20);
        var searched = new FhirServerSource(new FhirServerOptions("hospital", server.Address), built.Definitions, Ids).Read(ReadRequest.Everything, default);
        var exported = Source(server).Read(ReadRequest.Everything, default).ToList();
        Assert.Equal(Texts(searched), Texts(exported));
        Assert.Equal("Patient/p1", exported[0].Record.File);
        Assert.Equal("2026-01-01T01:00:00.000Z", exported[0].Record.Mark);
        Assert.Contains(server.Requests, request => request.StartsWith("/fhir/Patient/$export", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder, "export")));
        Assert.Empty(jobs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_whose_connection_breaks_is_fetched_on(bool ranges)
    {
        await using var server = await Exporting(60);
        (breaksAfter, hasRanges) = (ranges ? 4000 : 0, ranges);
        var broken = 2;
        if (!ranges)
        {
            var inner = server.Special!;
            server.Special = async context =>
            {
                breaksAfter = context.Request.Path.Value!.EndsWith(".ndjson", StringComparison.Ordinal) && broken-- > 0 ? 4000 : 0;
                return await inner(context);
            };
        }

        Assert.Equal(240, Source(server).Read(ReadRequest.Everything, default).Count());
    }

    [Fact]
    public async Task A_process_that_is_killed_goes_on_with_the_same_export()
    {
        await using var server = await Exporting(20);
        Assert.Single(Source(server).Read(ReadRequest.Everything, default).Take(1));
        Assert.Equal(80, Source(server).Read(ReadRequest.Everything, default).Count());
        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task An_export_that_the_server_forgot_is_asked_for_again()
    {
        await using var server = await Exporting(3);
        Directory.CreateDirectory(Path.Combine(folder, "export"));
        Assert.Single(Source(server).Read(ReadRequest.Everything, default).Take(1));
        jobs.Clear();
        File.Delete(Path.Combine(folder, "export", "tessera-export-manifest.json"));
        Assert.Equal(12, Source(server).Read(ReadRequest.Everything, default).Count());
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task An_export_whose_files_the_server_refuses_is_asked_for_again_once()
    {
        await using var server = await Exporting(3);
        refuses = path => begun == 1 && path == "/Condition.ndjson";
        Assert.Equal(12, Source(server).Read(ReadRequest.Everything, default).Count());
        Assert.Equal(2, begun);
        refuses = path => path == "/Condition.ndjson";
        Assert.Throws<RemoteSourceException>(() => Source(server).Read(ReadRequest.Everything, default).Count());
        Assert.Equal(4, begun);
    }

    [Theory]
    [InlineData(1, 12, false)]
    [InlineData(100, 10, true)]
    public async Task A_file_that_is_shorter_than_the_server_says_is_fetched_again_and_then_told(int shortAnswers, int records, bool hasGaps)
    {
        await using var server = await Exporting(3);
        isOfOpenLength = true;
        var (inner, whole) = (server.Special!, files["Patient"]);
        server.Special = async context =>
        {
            if (context.Request.Path.Value == "/Patient.ndjson") files["Patient"] = shortAnswers-- > 0 ? whole[..(Array.IndexOf(whole, (byte)'\n') + 1)] : whole;
            else files["Patient"] = whole;
            return await inner(context);
        };
        var source = Source(server);
        Assert.Equal(records, source.Read(ReadRequest.Everything, default).Count());
        Assert.Equal(hasGaps, source.HasGaps);
        Assert.Equal(hasGaps, source.Notes.Any(note => note.Contains("has 3 resources, and it has 1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Files_of_other_people_in_the_folder_stay()
    {
        await using var server = await Exporting(1);
        var others = new[] { "Group.ndjson", "status", "request", "manifest.json" }.Select(name => Path.Combine(folder, "export", name)).ToList();
        Directory.CreateDirectory(Path.Combine(folder, "export"));
        foreach (var other in others) File.WriteAllText(other, "mine");
        _ = Source(server).Read(ReadRequest.Everything, default).Count();
        Assert.All(others, other => Assert.Equal("mine", File.ReadAllText(other)));
    }

    [Fact]
    public async Task Only_a_DELETE_of_a_resource_of_the_server_deletes()
    {
        await using var server = await Exporting(1);
        files["deleted"] = Encoding.UTF8.GetBytes(
            """{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"POST","url":"Patient/kept"}},{"fullUrl":"x"},{"request":{"method":"DELETE","url":"$BASE/Patient/far"}},{"request":{"method":"DELETE","url":"Patient/near"}}]}"""
                .Replace("$BASE", server.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
        var source = Source(server);
        var outcomes = source.Read(ReadRequest.Everything, default).ToList();
        Assert.Equal([.. new[] { "far", "near" }.Select(id => $"Patient/{Ids.Id("hospital", "Patient", "", "fhir", id)}").Order(StringComparer.Ordinal)], source.Deleted.Order(StringComparer.Ordinal));
        Assert.Contains("2 entries", Assert.Single(outcomes.OfType<Quarantined>()).Problems[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_increment_is_another_export()
    {
        await using var server = await Exporting(3);
        Assert.Single(Source(server).Read(ReadRequest.Everything, default).Take(1));
        _ = Source(server).Read(new ReadRequest { Since = "2026-01-01T02:00:00.000Z" }, default).Count();
        Assert.Equal(2, begun);
        Assert.Contains(server.Requests, request => request.Contains("_since=2026-01-01T01:50:00.000Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_deleted_and_what_could_not_be_exported_is_told()
    {
        await using var server = await Exporting(1);
        files["deleted"] = Encoding.UTF8.GetBytes("""{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Patient/old"}}]}""");
        files["error"] = Encoding.UTF8.GetBytes("""{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]}""");
        var source = Source(server);
        var outcomes = source.Read(ReadRequest.Everything, default).ToList();
        Assert.Contains("deleted 1", Assert.Single(outcomes.OfType<Ignored>()).Rule, StringComparison.Ordinal);
        Assert.Contains("exception", Assert.Single(outcomes.OfType<Quarantined>()).Problems[0].Reason, StringComparison.Ordinal);
        Assert.Equal([$"Patient/{Ids.Id("hospital", "Patient", "", "fhir", "old")}"], source.Deleted);
    }

    [Fact]
    public async Task A_token_is_not_sent_to_another_server()
    {
        await using var server = await Exporting(1);
        await using var other = await FakeFhirServer.Start([]);
        var inner = server.Special!;
        server.Special = async context =>
        {
            if (!context.Request.Path.Value!.StartsWith("/job/", StringComparison.Ordinal)) return await inner(context);
            await FakeFhirServer.Say(context, 200, $$"""{"requiresAccessToken":true,"output":[{"type":"Patient","url":"{{other.Address}}/x.ndjson"}]}""");
            return true;
        };
        Assert.Throws<RemoteSourceException>(() => Source(server).Read(ReadRequest.Everything, default).Count());
        Assert.Empty(other.Requests);
    }

    private static ResourceIds Ids { get; } = new(new byte[ResourceIds.KeyLength]);

    private static SortedSet<string> Texts(IEnumerable<RecordOutcome> outcomes) =>
        new(outcomes.Cast<Extracted>().Select(outcome => Encoding.UTF8.GetString(outcome.Resources[0].Document.Bytes.Span)), StringComparer.Ordinal);

    private BulkDataSource Source(FakeFhirServer server) => new(
        new BulkDataOptions("hospital", server.Address, Path.Combine(folder, "export")) { Remote = new RemoteOptions { Attempts = 5, Seed = 1, Clock = new HastyClock(), FirstDelay = TimeSpan.FromMilliseconds(50) } },
        built.Definitions, Ids);

    private async Task<FakeFhirServer> Exporting(int patients)
    {
        var resources = Patients.Make(patients).ToList();
        foreach (var type in resources.GroupBy(resource => (string)resource["resourceType"]!))
            files[type.Key] = Encoding.UTF8.GetBytes(string.Join('\n', type.Select(resource => resource.ToJsonString())));
        var server = await FakeFhirServer.Start(resources);
        server.Special = context => Answer(context, server.Address);
        return server;
    }

    private async Task<bool> Answer(HttpContext context, Uri address)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("$export", StringComparison.Ordinal))
        {
            Assert.Equal("respond-async", context.Request.Headers["Prefer"]);
            jobs.Add($"/job/{++begun}");
            context.Response.StatusCode = 202;
            context.Response.Headers.ContentLocation = new Uri(address, $"/job/{begun}").AbsoluteUri;
        }
        else if (path.StartsWith("/job/", StringComparison.Ordinal)) await Job(context, path, address);
        else if (refuses(path)) context.Response.StatusCode = 403;
        else if (path.EndsWith(".ndjson", StringComparison.Ordinal)) await Give(context, files[Path.GetFileNameWithoutExtension(path)]);
        else return false;
        return true;
    }

    private async Task Job(HttpContext context, string path, Uri address)
    {
        if (!jobs.Contains(path)) context.Response.StatusCode = 404;
        else if (context.Request.Method == "DELETE")
        {
            jobs.Remove(path);
            context.Response.StatusCode = 202;
        }
        else if (polls++ < 2)
        {
            context.Response.StatusCode = 202;
            context.Response.Headers.RetryAfter = "5";
        }
        else
        {
            JsonArray List(Func<string, bool> which) =>
                new([.. files.Keys.Where(which).Order(StringComparer.Ordinal).Select(name => (JsonNode)new JsonObject { ["type"] = name, ["url"] = new Uri(address, $"/{name}.ndjson").AbsoluteUri, ["count"] = Encoding.UTF8.GetString(files[name]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length })]);
            await FakeFhirServer.Say(context, 200, new JsonObject
            {
                ["transactionTime"] = "2026-06-01T00:00:00Z", ["requiresAccessToken"] = false,
                ["output"] = List(name => char.IsUpper(name[0])), ["deleted"] = List(name => name == "deleted"), ["error"] = List(name => name == "error"),
            }.ToJsonString());
        }
    }

    private async Task Give(HttpContext context, byte[] file)
    {
        var from = 0;
        var range = context.Request.Headers.Range.ToString();
        if (hasRanges && range.Length > 0)
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{file.Length - 1}/{file.Length}";
        }

        if (hasRanges) context.Response.Headers.ETag = "\"1\"";
        if (isOfOpenLength) context.Response.Headers.Connection = "close";
        else context.Response.ContentLength = file.Length - from;
        var length = breaksAfter > 0 ? Math.Min(breaksAfter, file.Length - from) : file.Length - from;
        await context.Response.Body.WriteAsync(file.AsMemory(from, length));
        await context.Response.Body.FlushAsync();
        if (length == file.Length - from) return;
        // What is still in the socket's buffer when it is torn down is lost.
        await Task.Delay(100);
        context.Abort();
    }
}
