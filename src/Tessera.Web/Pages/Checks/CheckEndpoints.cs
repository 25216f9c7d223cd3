using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Centre;
using Tessera.Centre.Checks;
using Tessera.Web.Components;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Limits;
using Tessera.Web.Security;

namespace Tessera.Web.Pages.Checks;

/// <summary>The page that checks a server. It asks this node and the servers that the operator named, no others: whoever reaches the page
/// must not be able to send requests from here to anywhere.</summary>
internal sealed class CheckEndpoints(CentreNode node, ServerSettings settings, KeptReports reports)
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(3);

    public static void Map(IEndpointRouteBuilder routes, CentreNode node, ServerSettings settings)
    {
        var endpoints = new CheckEndpoints(node, settings, routes.ServiceProvider.GetRequiredService<KeptReports>());
        routes.MapGet("/check", http => PageEndpoints.Render<CheckPage>(http, endpoints.Form(http)));
        routes.MapPost("/check", endpoints.Check).WithMetadata(new UnlimitedTime());
        routes.MapGet("/check/{key}", http => PageEndpoints.RenderFound<CheckPage>(http, endpoints.Report(http)));
        routes.MapGet("/check/{key}/report.json", endpoints.Json);
    }

    private CheckModel Form(HttpContext http)
    {
        var servers = Servers(http);
        return new CheckModel { Shell = PageShell.Of(node, "check.title", PageSection.None), Servers = servers, Server = servers[0].ToString(), Suite = CheckSuites.Names[0] };
    }

    private CheckModel? Report(HttpContext http)
    {
        var key = (string)http.Request.RouteValues["key"]!;
        return reports.Find(key) is { } report
            ? Form(http) with { Report = report, Server = report.Server.ToString(), Suite = report.Suite.Name, Write = report.Suite.Writes, Download = $"/check/{key}/report.json" }
            : null;
    }

    private async Task Check(HttpContext http)
    {
        var form = await RequestBody.Of(http, RequestBody.LargestForm).ReadForm();
        var fields = RequestParameters.Of(form);
        var asked = Form(http) with { Server = (fields["server"] ?? "").Trim(), Suite = CheckSuites.Names.Contains(fields["suite"]) ? fields["suite"]! : CheckSuites.Names[0], Write = fields["write"] == "yes" };
        var suite = CheckSuites.Load(asked.Suite);
        var server = asked.Servers.FirstOrDefault(one => IsSame(one, asked.Server));
        var problem = !OwnForm.IsOwn(http.Request) ? "check.not-own" : server is null ? "check.not-allowed" : suite.Writes && !asked.Write ? "check.needs-write" : null;
        if (problem is null && !await reports.Turn.WaitAsync(TimeSpan.Zero, http.RequestAborted)) problem = "check.busy";
        if (problem is not null)
        {
            await PageEndpoints.Render<CheckPage>(http, asked with { Problem = problem }, StatusCodes.Status400BadRequest);
            return;
        }

        try
        {
            using var runner = new CheckRunner(server!, node.Validator, new CheckOptions { MostTime = MostTime, Clock = node.Clock });
            var report = await runner.Run(suite, null, http.RequestAborted);
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = "/check/" + reports.Keep(report);
        }
        finally
        {
            reports.Turn.Release();
        }
    }

    private Task Json(HttpContext http)
    {
        if (reports.Find((string)http.Request.RouteValues["key"]!) is not { } report) return PageEndpoints.RenderFound<CheckPage>(http, null);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true })) CheckReportJson.Write(writer, report);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{report.Suite.Name}.json\"";
        return http.Response.BodyWriter.WriteAsync(buffer.ToArray(), http.RequestAborted).AsTask();
    }

    // The node is asked where it listens, whatever the request's Host says.
    private List<Uri> Servers(HttpContext http)
    {
        var own = new IPEndPoint(http.Connection.LocalIpAddress!.IsIPv4MappedToIPv6 ? http.Connection.LocalIpAddress.MapToIPv4() : http.Connection.LocalIpAddress, http.Connection.LocalPort);
        return [new Uri($"http://{own}{BaseUrl.Path}"), .. settings.CheckedServers];
    }

    private static bool IsSame(Uri allowed, string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var asked) && asked.Scheme is "http" or "https"
        && (asked.Host == "localhost" ? new UriBuilder(asked) { Host = "127.0.0.1" }.Uri : asked).AbsoluteUri == allowed.AbsoluteUri.TrimEnd('/');
}
