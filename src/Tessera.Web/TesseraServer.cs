using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Centre.Running;
using Tessera.Web.Background;
using Tessera.Web.Fhir;
using Tessera.Web.Language;
using Tessera.Web.Limits;
using Tessera.Web.Observing;
using Tessera.Web.Pages;
using Tessera.Web.Pages.Checks;
using Tessera.Web.Pages.Patients;
using Tessera.Web.Security;

namespace Tessera.Web;

/// <summary>The server of one node: FHIR API under <c>/fhir</c>, pages, <c>/health</c>, <c>/ready</c>, <c>/metrics</c>.</summary>
public static class TesseraServer
{
    /// <summary>Builds a server; start it with <c>StartAsync</c> or <c>RunAsync</c>. Nothing is read from the environment or from settings
    /// files: what listens where is in <paramref name="settings"/> alone.</summary>
    /// <param name="settings">Where and how to listen.</param>
    /// <param name="node">The node that is served; it stays the caller's, who disposes it after the server.</param>
    /// <param name="configureLogging">Adds places for the log to go, or null for none. Logs hold no patient data.</param>
    /// <param name="imports">The sources that the server runs, or null for none.</param>
    public static WebApplication Build(ServerSettings settings, CentreNode node, Action<ILoggingBuilder>? configureLogging = null, ImportRunner? imports = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(node);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Tessera.Web", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            SetLimits(kestrel.Limits, settings);
            kestrel.Listen(settings.Address, settings.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        CrossOrigin.Add(builder.Services, settings);
        builder.Services.AddSingleton(node);
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton(Texts.English());
        builder.Services.AddSingleton(new RememberedSearches(node.Clock));
        builder.Services.AddSingleton<KeptReports>();
        builder.Services.AddSingleton<Failures>();
        builder.Services.AddSingleton<ProjectionState>();
        builder.Services.AddSingleton(new NodeMetrics(node));
        builder.Services.AddSingleton<MetricCollection>();
        builder.Services.AddSingleton<RequestLog>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.StopTime);
        builder.Services.AddHostedService<ServingMemory>();
        builder.Services.AddHostedService<ProjectionService>();
        builder.Services.AddHostedService<ReindexService>();
        builder.Services.AddHostedService<CodeMapService>();
        builder.Services.AddSingleton(imports ?? new ImportRunner(node, []));
        builder.Services.AddSingleton<ImportService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ImportService>());
        configureLogging?.Invoke(builder.Logging);
        // The framework's own messages quote addresses and headers of requests.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);

        var app = builder.Build();
        app.Use(app.Services.GetRequiredService<RequestLog>().Handle);
        app.Use(SecurityHeaders.Add);
        app.Use(app.Services.GetRequiredService<Failures>().Handle);
        app.Use(LoopbackHosts.Require);
        app.Use(AmbiguousLength.Refuse);
        CrossOrigin.Use(app, settings);
        app.UseRouting();
        app.Use(new RequestTime(settings.RequestTime, node.Clock, app.Lifetime.ApplicationStopping).Handle);
        FhirEndpoints.Map(app, node, settings);
        PageEndpoints.Map(app, node, settings);
        app.MapGet("/health", Health);
        app.MapGet("/ready", new Readiness(node, settings, app.Services.GetRequiredService<ProjectionState>()).Handle);
        // Listens from the start, so that nothing is missing from the sums.
        app.MapGet("/metrics", app.Services.GetRequiredService<MetricCollection>().Handle);
        app.UseEndpoints(_ => { });
        return app;
    }

    /// <summary>The addresses that a started server listens on.</summary>
    public static IReadOnlyList<Uri> Addresses(WebApplication server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return [.. server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
    }

    /// <summary>The meters and the source of spans that a collector may be told of: none says what stood in an address.</summary>
    public static IReadOnlyList<string> Meters => MetricCollection.Meters;

    /// <summary>The source of spans.</summary>
    public static string SpanSource => RequestLog.Source;

    private static void SetLimits(KestrelServerLimits limits, ServerSettings settings)
    {
        limits.MaxRequestBodySize = settings.MaxBodyBytes;
        limits.MaxRequestHeadersTotalSize = settings.MaxHeaderBytes;
        limits.MaxRequestLineSize = Math.Min(settings.MaxHeaderBytes, (int)limits.MaxRequestBufferSize!);
        limits.RequestHeadersTimeout = settings.HeaderTime;
        limits.MinRequestBodyDataRate = new MinDataRate(settings.LeastBodyRate, TimeSpan.FromSeconds(5));
        limits.MaxConcurrentConnections = settings.MaxConnections;
    }

    private static Task Health(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync("""{"status":"ok"}""", http.RequestAborted);
    }
}
