using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Centre;
using Tessera.Centre.Quality;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Security;

namespace Tessera.Web.Pages.Quality;

/// <summary>The routes of quality: the page and its files.</summary>
internal static class QualityEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, CentreNode node)
    {
        routes.MapGet("/quality", async http =>
            await PageEndpoints.RenderFound<QualityPage>(http, await QualityModel.Load(node, RequestAccess.Of(http), QualityQuery.Read(http.Request.Query), http.RequestAborted)));
        routes.MapGet("/quality/report.json", http => Json(http, node));
        routes.MapGet("/quality/report.csv", http => Csv(http, node));
    }

    private static async Task Json(HttpContext http, CentreNode node)
    {
        var query = QualityQuery.Read(http.Request.Query);
        var buffer = new ArrayBufferWriter<byte>(65_536);
        using (var writer = new Utf8JsonWriter(buffer, OperationOutcomes.Json with { Indented = true }))
            QualityJson.Write(writer, QualityReport.Of(node, query.Source), query.Element is null ? null : node.Quality.Catalogue.Find(query.Element));
        await PageFile.Send(http, "application/json; charset=utf-8", "quality.json", buffer.WrittenMemory);
    }

    private static Task Csv(HttpContext http, CentreNode node)
    {
        var query = QualityQuery.Read(http.Request.Query);
        var element = query.Element is null ? null : node.Quality.Catalogue.Find(query.Element);
        return PageFile.Send(http, "text/csv; charset=utf-8", "quality.csv", QualityCsv.Write(QualityReport.Of(node, query.Source), element));
    }
}
