using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Centre;
using Tessera.Centre.Running;
using Tessera.Web.Background;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Security;

namespace Tessera.Web.Pages.Imports;

/// <summary>The pages of imports.</summary>
internal sealed class ImportEndpoints(CentreNode node, ImportRunner runner, ImportService service)
{
    private const string Soon = "2";

    public static void Map(IEndpointRouteBuilder routes, CentreNode node)
    {
        var services = routes.ServiceProvider;
        var pages = new ImportEndpoints(node, services.GetRequiredService<ImportRunner>(), services.GetRequiredService<ImportService>());
        routes.MapGet("/imports", pages.List);
        routes.MapGet("/imports/{run:long}", http => PageEndpoints.RenderFound<RunPage>(http, RunModel.Load(node, long.Parse((string)http.Request.RouteValues["run"]!, CultureInfo.InvariantCulture))));
        routes.MapPost("/imports/start", pages.Start);
    }

    private Task List(HttpContext http)
    {
        var model = ImportsModel.Load(node, runner, PageEndpoints.Number(http, "page") ?? 0);
        // While an import is under way the browser asks again; no script is needed for it.
        if (model.IsLive) http.Response.Headers["Refresh"] = Soon;
        return PageEndpoints.Render<ImportsPage>(http, model);
    }

    private async Task Start(HttpContext http)
    {
        var fields = RequestParameters.Of(await RequestBody.Of(http, RequestBody.LargestForm).ReadForm());
        var known = int.TryParse(fields["source"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < runner.Sources.Count;
        if (!known || !OwnForm.IsOwn(http.Request))
        {
            await PageEndpoints.Refuse(http, "message.not-own");
            return;
        }

        service.Start(runner.Sources[number]);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/imports";
    }
}
