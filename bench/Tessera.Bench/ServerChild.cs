using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Centre.Folder;
using Tessera.Centre.Load;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir.Definitions;
using Tessera.Web;

namespace Tessera.Bench;

/// <summary>The measured side of the server benchmark, in processes of its own so that their memory can be seen.</summary>
public static class ServerChild
{
    private const int Sampled = 20_000;

    /// <summary>Loads a folder of NDJSON as <c>tessera load</c> does; prints resources, seconds, the highest RssAnon, and the processor time of all
    /// and of the writer's thread alone, in microseconds for each resource: a figure that other work on the machine changes less.</summary>
    public static async Task Load(string[] arguments)
    {
        var definitions = FhirDefinitions.OpenBuiltIn();
        using var memory = new MemoryWatch();
        await using var node = await Open(arguments[0], definitions, ValidationPolicy.Default);
        var told = Stopwatch.GetTimestamp();
        var progress = new Told(account =>
        {
            if (Stopwatch.GetElapsedTime(told).TotalSeconds < 20) return;
            told = Stopwatch.GetTimestamp();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … {account.Read:N0} resources, {account.Seconds:N0} s"));
        });
        var files = Directory.GetFiles(arguments[1], "*.ndjson").Order(StringComparer.Ordinal);
        var account = await new BulkLoad(node, ValidationPolicy.Default, _ => { }).Run(files, progress, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{account.Written} {account.Seconds} {memory.Highest} {Environment.CpuUsage.TotalTime.TotalMicroseconds / account.Read} {WriterMicroseconds() / account.Read}"));
    }

    /// <summary>Serves a store until something is written to its standard input. Prints its address as soon as it answers, and, when everything
    /// derived is up to date, a line for each list of paths: what to read, patients, codes.</summary>
    public static async Task Serve(string[] arguments)
    {
        await using var node = await Open(arguments[0], FhirDefinitions.OpenBuiltIn(), arguments[1] == "strict" ? ValidationPolicy.Strict : ValidationPolicy.Off);
        await using var server = TesseraServer.Build(ServerSettings.Loopback(0), node, logging => logging.SetMinimumLevel(LogLevel.Warning));
        await server.StartAsync();
        var address = TesseraServer.Addresses(server)[0];
        using var client = new HttpClient { BaseAddress = address };
        await client.GetByteArrayAsync(new Uri("health", UriKind.Relative));
        Console.WriteLine(address);

        await node.Projector.CatchUp(CancellationToken.None);
        Console.WriteLine(string.Join(' ', Read(node, $"""
            select '/fhir/' || t.name || '/' || i.id from resource_id i join resource_type t on t.id = i.type
            where i.rid in (select abs(random()) % (select max(rid) from resource_id) from json_each('[{string.Join(',', Enumerable.Repeat(0, Sampled))}]'))
            and exists (select 1 from resource r where r.rid = i.rid and r.deleted = 0)
            """)));
        Console.WriteLine(string.Join(' ', Read(node, $"select i.id from resource_id i join resource_type t on t.id = i.type where t.name = 'Patient' and i.id like 'syn%' order by random() limit {Sampled}")));
        // Codes with a whole page of matches: an answer with three is no measure for one with ten.
        Console.WriteLine(string.Join(' ', Read(node, """
            select coalesce((select text from uri where id = c.system), '') || '|' || c.code from code c where c.system > 0 and 10 = (select count(*) from (
                select 1 from index_token x join search_parameter p on p.id = x.param join resource_type t on t.id = p.type
                where t.name = 'Observation' and p.code = 'code' and x.param = p.id and x.code = c.id limit 10))
            """)));
        await using var plain = await Plain(await client.GetByteArrayAsync(new Uri("fhir/Patient/syn1-1", UriKind.Relative)));
        Console.WriteLine(TesseraServer.Addresses(plain)[0]);
        await Console.In.ReadLineAsync();
        await server.StopAsync();
    }

    // The first number of schedstat is nanoseconds on a processor: https://docs.kernel.org/scheduler/sched-stats.html
    private static double WriterMicroseconds()
    {
        if (!Directory.Exists("/proc/self/task")) return double.NaN;
        var thread = Directory.GetDirectories("/proc/self/task").FirstOrDefault(task => File.ReadAllText(Path.Combine(task, "comm")).Trim() == "tessera-writer");
        return thread is null ? double.NaN : double.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture) / 1000;
    }

    private static Task<CentreNode> Open(string store, FhirDefinitions definitions, ValidationPolicy policy) => CentreNode.Open(
        new StoreAddress(store), definitions, new CentreSettings { Validation = policy }, TimeProvider.System, CancellationToken.None);

    private static List<string> Read(CentreNode node, string sql)
    {
        using var lease = node.Store.Database.Readers.Rent();
        using var rows = lease.Connection.Query(sql);
        var found = new List<string>();
        while (rows.Step()) found.Add(rows.Text(0));
        return found;
    }

    private static async Task<WebApplication> Plain(byte[] body)
    {
        // Away from the store: the builder watches its folder for settings, and every write of the store would wake it.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", async (HttpResponse response) =>
        {
            response.ContentType = "application/fhir+json";
            response.ContentLength = body.Length;
            await response.BodyWriter.WriteAsync(body);
        });
        app.MapPost("/", async (HttpRequest request, HttpResponse response) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            response.ContentType = "application/fhir+json";
            response.ContentLength = body.Length;
            await response.BodyWriter.WriteAsync(body);
        });
        await app.StartAsync();
        return app;
    }

    private sealed class Told(Action<LoadAccount> tell) : IProgress<LoadAccount>
    {
        public void Report(LoadAccount value) => tell(value);
    }
}
