using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Centre;
using Tessera.Web.Language;
using Tessera.Web.Pages.Journeys.Chart;
using Tessera.Web.Security;

namespace Tessera.Web.Pages.Journeys;

/// <summary>The routes of a journey: the page, its parts for the script, its files.</summary>
internal static class JourneyEndpoints
{
    private const int FactsInNote = 12;
    private const int MostInNote = 40;

    public static void Map(IEndpointRouteBuilder routes, CentreNode node)
    {
        routes.MapGet("/patients/{id}", async http => await PageEndpoints.RenderFound<JourneyPage>(http, await Load(http, node)));
        routes.MapGet("/patients/{id}/journey/figure", async http => await PageEndpoints.RenderFound<JourneyFigure>(http, await Load(http, node)));
        routes.MapGet("/patients/{id}/journey/note", http => Note(http, node));
        routes.MapGet("/patients/{id}/journey.svg", http => Svg(http, node));
        routes.MapGet("/patients/{id}/journey.csv", http => Csv(http, node));
    }

    private static Task<JourneyModel?> Load(HttpContext http, CentreNode node) =>
        JourneyModel.Load(node, Say(http), RequestAccess.Of(http), (string)http.Request.RouteValues["id"]!, TimelineView.Read(http.Request.Query), http.RequestAborted);

    private static async Task Note(HttpContext http, CentreNode node)
    {
        var wanted = http.Request.Query["of"].OfType<string>().Take(MostInNote).ToHashSet(StringComparer.Ordinal);
        if (await node.Journeys.Find(RequestAccess.Of(http), (string)http.Request.RouteValues["id"]!, http.RequestAborted) is not { } journey)
        {
            await PageEndpoints.RenderFound<JourneyPage>(http, null);
            return;
        }

        var facts = journey.Facts.Where(fact => wanted.Contains(fact.Source)).ToList();
        var rows = await FactRows.Of(node, RequestAccess.Of(http), [.. facts.Take(FactsInNote)], http.RequestAborted);
        await http.RequestServices.GetRequiredService<PageRenderer>().RenderPart<JourneyNote>(http, new() { ["Rows"] = rows, ["More"] = facts.Count - rows.Count });
    }

    private static async Task Svg(HttpContext http, CentreNode node)
    {
        if (await Load(http, node) is not { } model)
        {
            await PageEndpoints.RenderFound<JourneyPage>(http, null);
            return;
        }

        var svg = new TimelineSvg(Say(http), model.Timeline, model.Address).File(PageAssets.ChartStyles);
        await PageFile.Send(http, "image/svg+xml; charset=utf-8", "journey.svg", Encoding.UTF8.GetBytes(svg));
    }

    private static async Task Csv(HttpContext http, CentreNode node)
    {
        if (await node.Journeys.Find(RequestAccess.Of(http), (string)http.Request.RouteValues["id"]!, http.RequestAborted) is not { } journey)
        {
            await PageEndpoints.RenderFound<JourneyPage>(http, null);
            return;
        }

        await PageFile.Send(http, "text/csv; charset=utf-8", "journey.csv", JourneyCsv.Write(await FactRows.Of(node, RequestAccess.Of(http), journey.Facts, http.RequestAborted)));
    }

    private static Texts Say(HttpContext http) => http.RequestServices.GetRequiredService<Texts>();
}
