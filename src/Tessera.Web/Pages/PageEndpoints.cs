using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Centre;
using Tessera.Centre.Running;
using Tessera.Database.AppendLogs;
using Tessera.Fhir;
using Tessera.Oncology.Mcode;
using Tessera.Web.Components;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Language;
using Tessera.Web.Pages.Checks;
using Tessera.Web.Pages.Codes;
using Tessera.Web.Pages.Home;
using Tessera.Web.Pages.Imports;
using Tessera.Web.Pages.Journeys;
using Tessera.Web.Pages.Messages;
using Tessera.Web.Pages.Patients;
using Tessera.Web.Pages.Quality;
using Tessera.Web.Pages.Quarantine;
using Tessera.Web.Pages.Records;
using Tessera.Web.Pages.Seen;
using Tessera.Web.Pages.Validation;
using Tessera.Web.Security;

namespace Tessera.Web.Pages;

/// <summary>The routes of the pages. Their addresses carry technical ids only; what a person searches for travels in a request's body.</summary>
internal static class PageEndpoints
{
    private const int MostRulesInReport = 1000;

    public static void Map(IEndpointRouteBuilder routes, CentreNode node, ServerSettings settings)
    {
        PageAssets.Map(routes);
        routes.MapGet("/", async http => await Render<HomePage>(http, await HomeModel.Load(node, RequestAccess.Of(http), http.RequestAborted)));
        routes.MapGet("/patients", async http => await Render<PatientListPage>(
            http, await PatientListModel.Load(node, Searches(http), RequestAccess.Of(http), PatientQuery.Read(http.Request.Query), http.RequestAborted)));
        routes.MapPost("/patients", FindPatients);
        JourneyEndpoints.Map(routes, node);
        CheckEndpoints.Map(routes, node, settings);
        QualityEndpoints.Map(routes, node);
        routes.MapGet("/patients/{id}/records", http => Patient(http, node));
        routes.MapGet("/patients/{id}/seen", async http =>
            await RenderFound<SeenPage>(http, await SeenModel.Load(node, RequestAccess.Of(http), Value(http, "id"), LogPlace.Parse(http.Request.Query["before"]), http.RequestAborted)));
        routes.MapGet("/records/{type}/{id}", async http =>
            await RenderFound<RecordPage>(http, await RecordModel.Load(node, RequestAccess.Of(http), Value(http, "type"), Value(http, "id"), http.RequestAborted)));
        routes.MapGet("/records/{type}/{id}/source", async http =>
            await RenderFound<SourcePage>(http, await SourceModel.Load(node, http.RequestServices.GetRequiredService<ImportRunner>(), RequestAccess.Of(http), Value(http, "type"), Value(http, "id"), http.RequestAborted)));
        ImportEndpoints.Map(routes, node);
        QuarantineEndpoints.Map(routes, node);
        CodeEndpoints.Map(routes, node);
        routes.MapGet("/validation", async http =>
            await RenderFound<ValidationPage>(http, await ValidationModel.Load(node, RequestAccess.Of(http), ValidationQuery.Read(http.Request.Query), ValidationModel.RulesOnPage, http.RequestAborted)));
        routes.MapGet("/validation/report.json", http => Report(http, node));
    }

    /// <summary>A page for an address that is none of ours, or a method that it does not have.</summary>
    public static Task Unmatched(HttpContext http) => Tell(http, http.Response.StatusCode is var status and >= 400 ? status : 404, Say(http)["message.no-page"], Say(http)["message.no-page.text"]);

    /// <summary>A page for a request that failed.</summary>
    public static Task Failed(HttpContext http, int status, Issue issue) => Tell(http, status, Say(http)["message.failed"], issue.Fix is null ? issue.Message : $"{issue.Message} {issue.Fix}");

    // The answer is another address, so that going back to it works; what was typed stays out of it.
    private static async Task FindPatients(HttpContext http)
    {
        if (await RequestBody.Of(http, RequestBody.LargestForm).ReadForm() is not { } form)
        {
            await Tell(http, StatusCodes.Status415UnsupportedMediaType, Say(http)["message.failed"], Say(http)["message.form"]);
            return;
        }

        var text = (RequestParameters.Of(form)["q"] ?? "").Trim();
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = text.Length == 0 ? "/patients" : new PatientQuery { Find = Searches(http).Keep(text) }.Address;
    }

    private static async Task Patient(HttpContext http, CentreNode node)
    {
        McodeGroup? all = Enum.TryParse<McodeGroup>(http.Request.Query["all"], ignoreCase: true, out var group) && Enum.IsDefined(group) ? group : null;
        await RenderFound<PatientPage>(http, await PatientModel.Load(node, Say(http), RequestAccess.Of(http), Value(http, "id"), all, http.RequestAborted));
    }

    private static async Task Report(HttpContext http, CentreNode node)
    {
        var query = ValidationQuery.Read(http.Request.Query) with { Rule = null, Page = 0 };
        var model = await ValidationModel.Load(node, RequestAccess.Of(http), query, MostRulesInReport, http.RequestAborted);
        await PageFile.Send(http, "application/json; charset=utf-8", "validation.json", ValidationJson.Write(model!, Say(http)));
    }

    /// <summary>The page of a model, or the page that says that there is none.</summary>
    public static Task RenderFound<TPage>(HttpContext http, object? model) where TPage : IComponent =>
        model is null ? Tell(http, StatusCodes.Status404NotFound, Say(http)["message.no-record"], Say(http)["message.no-record.text"]) : Render<TPage>(http, model);

    /// <summary>A page that says why a form was refused.</summary>
    public static Task Refuse(HttpContext http, string text) => Tell(http, StatusCodes.Status400BadRequest, Say(http)["message.failed"], Say(http)[text]);

    private static Task Tell(HttpContext http, int status, string title, string text)
    {
        var shell = PageShell.Of(http.RequestServices.GetRequiredService<CentreNode>(), "message.title", PageSection.None);
        return Render<MessagePage>(http, new MessageModel(shell, title, text), status);
    }

    /// <summary>The page of a model.</summary>
    public static Task Render<TPage>(HttpContext http, object model, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        http.RequestServices.GetRequiredService<PageRenderer>().Render<TPage>(http, model, status);

    private static RememberedSearches Searches(HttpContext http) => http.RequestServices.GetRequiredService<RememberedSearches>();

    private static Texts Say(HttpContext http) => http.RequestServices.GetRequiredService<Texts>();

    private static string Value(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>A number of the address, or null.</summary>
    public static int? Number(HttpContext http, string name) =>
        int.TryParse(http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000 ? number : null;
}
