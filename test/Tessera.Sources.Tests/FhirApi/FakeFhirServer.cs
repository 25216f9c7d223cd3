using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tessera.Sources.Tests.FhirApi;

/// <summary>A FHIR server on a port of this machine: real sockets, resources in memory, misfortunes on demand.</summary>
internal sealed class FakeFhirServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Misfortunes misfortunes;
    private readonly Random random;
    private readonly List<JsonObject> resources;

    private FakeFhirServer(IEnumerable<JsonObject> resources, Misfortunes misfortunes)
    {
        (this.misfortunes, random, this.resources) = (misfortunes, new Random(misfortunes.Seed), [.. resources]);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(Answer);
    }

    public Uri Address => new(app.Urls.Single() + "/fhir");

    /// <summary>Everything that was asked for, in order: path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Answers that go before those of the server; null lets the server answer.</summary>
    public Func<HttpContext, Task<bool>>? Special { get; set; }

    /// <summary>Called before each page but the first; may change the resources.</summary>
    public Action<List<JsonObject>>? BetweenPages { get; set; }

    public string? Token { get; set; }

    public bool StatesTotal { get; set; } = true;

    public static async Task<FakeFhirServer> Start(IEnumerable<JsonObject> resources, Misfortunes? misfortunes = null)
    {
        var server = new FakeFhirServer(resources, misfortunes ?? Misfortunes.None);
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    /// <summary>Changes what the server has.</summary>
    public void Change(Action<List<JsonObject>> change)
    {
        lock (resources) change(resources);
    }

    public static async Task Say(HttpContext context, int status, string body, string type = "application/fhir+json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    private async Task Answer(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString.Value);
        if (Special is { } special && await special(context)) return;
        if (Token is not null && context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            return;
        }

        if (await Misfortune(context)) return;
        var parts = context.Request.Path.Value!.Trim('/').Split('/');
        if (parts is ["fhir", "metadata"]) await Say(context, 200, Statement());
        else if (parts is ["fhir", var type, var id]) await One(context, type, id);
        else if (parts is ["fhir", var of]) await Say(context, 200, Page(context, of));
        else context.Response.StatusCode = 404;
    }

    private bool Chance(int percent)
    {
        lock (random) return random.Next(100) < percent;
    }

    private async Task<bool> Misfortune(HttpContext context)
    {
        if (Chance(misfortunes.Busy)) context.Response.StatusCode = 503;
        else if (Chance(misfortunes.Throttled))
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "1";
        }
        else if (Chance(misfortunes.TokenLost)) context.Response.StatusCode = 401;
        else if (Chance(misfortunes.Garbage)) await Say(context, 200, "<html>the gateway is tired</html>", "text/html");
        else if (Chance(misfortunes.Broken)) context.Abort();
        else if (context.Request.Query.ContainsKey("from") && Chance(misfortunes.SearchForgotten)) context.Response.StatusCode = 410;
        else if (Chance(misfortunes.Cut))
        {
            var whole = Encoding.UTF8.GetBytes(Page(context, context.Request.Path.Value!.Split('/')[^1]));
            var part = whole[..(whole.Length / 2)];
            if (Chance(50)) context.Response.ContentLength = whole.Length;
            await context.Response.Body.WriteAsync(part);
            if (context.Response.ContentLength is not null) context.Abort();
        }
        else return false;
        return true;
    }

    private async Task One(HttpContext context, string type, string id)
    {
        var found = resources.Find(resource => (string?)resource["resourceType"] == type && (string?)resource["id"] == id);
        if (found is null) context.Response.StatusCode = 404;
        else await Say(context, 200, found.ToJsonString());
    }

    private string Page(HttpContext context, string type)
    {
        var query = context.Request.Query;
        var from = query.TryGetValue("from", out var place) ? int.Parse(place!, CultureInfo.InvariantCulture) : 0;
        lock (resources)
        {
            if (from > 0) BetweenPages?.Invoke(resources);
            var count = int.Parse(query["_count"]!, CultureInfo.InvariantCulture);
            var matches = resources.Where(resource => (string?)resource["resourceType"] == type && Matches(resource, query)).ToList();
            var entries = new JsonArray();
            foreach (var resource in matches.Skip(from).Take(count))
            {
                entries.Add(Entry(resource));
                if (Chance(misfortunes.EntryRepeated)) entries.Add(Entry(resource));
            }

            var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset" };
            if (StatesTotal) bundle["total"] = matches.Count;
            if (from + count < matches.Count)
            {
                var next = Chance(misfortunes.PageRepeated) ? from : from + count;
                bundle["link"] = new JsonArray(Link("self", context.Request.Path + context.Request.QueryString), Link("next", $"{Address}/{type}{Replaced(context.Request.QueryString.Value!, next)}"));
            }

            bundle["entry"] = entries;
            return bundle.ToJsonString();
        }
    }

    private static string Replaced(string query, int from)
    {
        var at = query.IndexOf("&from=", StringComparison.Ordinal);
        return (at < 0 ? query : query[..at]) + $"&from={from}";
    }

    private static JsonObject Link(string relation, string url) => new() { ["relation"] = relation, ["url"] = url };

    private static JsonObject Entry(JsonObject resource) =>
        new() { ["fullUrl"] = $"urn:x:{resource["id"]}", ["resource"] = resource.DeepClone(), ["search"] = new JsonObject { ["mode"] = "match" } };

    private static bool Matches(JsonObject resource, IQueryCollection query)
    {
        if (query.TryGetValue("_id", out var id) && (string?)resource["id"] != id) return false;
        if (query.TryGetValue("patient", out var patient) && (string?)resource["subject"]?["reference"] != $"Patient/{patient}") return false;
        if (!query.TryGetValue("_lastUpdated", out var since)) return true;
        return DateTimeOffset.Parse((string)resource["meta"]!["lastUpdated"]!, CultureInfo.InvariantCulture) >= DateTimeOffset.Parse(since.ToString()[2..], CultureInfo.InvariantCulture);
    }

    private string Statement() => new JsonObject
    {
        ["resourceType"] = "CapabilityStatement",
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["resource"] = new JsonArray([.. resources.Select(resource => (string?)resource["resourceType"]).Append("Basic").Distinct().Select(type => (JsonNode)new JsonObject { ["type"] = type })]),
        }),
    }.ToJsonString();
}
