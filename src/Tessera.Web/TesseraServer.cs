using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tessera.Centre;
using Tessera.Web.Background;
using Tessera.Web.Fhir;
using Tessera.Web.Language;
using Tessera.Web.Pages;
using Tessera.Web.Pages.Patients;
using Tessera.Web.Security;

namespace Tessera.Web;

/// <summary>The server of one node: FHIR API under <c>/fhir</c>, pages, <c>/health</c>.</summary>
public static class TesseraServer
{
    /// <summary>Builds a server; start it with <c>StartAsync</c> or <c>RunAsync</c>. Nothing is read from the environment or from settings
    /// files: what listens where is in <paramref name="settings"/> alone.</summary>
    /// <param name="settings">Where and how to listen.</param>
    /// <param name="node">The node that is served; it stays the caller's, who disposes it after the server.</param>
    /// <param name="configureLogging">Adds places for the log to go, or null for none. Logs hold no patient data.</param>
    public static WebApplication Build(ServerSettings settings, CentreNode node, Action<ILoggingBuilder>? configureLogging = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(node);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Tessera.Web", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxBodyBytes;
            kestrel.Listen(settings.Address, settings.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(node);
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton(Texts.English());
        builder.Services.AddSingleton(new RememberedSearches(node.Clock));
        builder.Services.AddSingleton<Failures>();
        builder.Services.AddHostedService<ProjectionService>();
        builder.Services.AddHostedService<ReindexService>();
        configureLogging?.Invoke(builder.Logging);
        // The framework's own messages quote addresses and headers of requests.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);

        var app = builder.Build();
        app.Use(SecurityHeaders.Add);
        app.Use(app.Services.GetRequiredService<Failures>().Handle);
        app.Use(LoopbackHosts.Require);
        app.UseRouting();
        FhirEndpoints.Map(app, node, settings);
        PageEndpoints.Map(app, node);
        app.MapGet("/health", Health);
        app.UseEndpoints(_ => { });
        return app;
    }

    /// <summary>The addresses that a started server listens on.</summary>
    public static IReadOnlyList<Uri> Addresses(WebApplication server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return [.. server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
    }

    private static Task Health(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync("""{"status":"ok"}""", http.RequestAborted);
    }
}
