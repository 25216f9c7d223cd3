using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Centre;
using Tessera.Fhir;

namespace Tessera.Web.Fhir;

/// <summary>The routes of the FHIR API.</summary>
internal static class FhirEndpoints
{
    private static readonly string[] ReadOrHead = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder routes, CentreNode node, ServerSettings settings)
    {
        var types = new ResourceTypes(node.Definitions);
        var read = new ReadInteraction(node, types);
        var write = new WriteInteraction(node, types, settings);
        var search = new SearchInteraction(node, types, settings);
        var history = new HistoryInteraction(node, types, settings);

        routes.MapGet("/fhir/metadata", new CapabilityInteraction(node, types).Handle);
        routes.MapMethods("/fhir/metadata", ["PUT", "POST", "PATCH", "DELETE"], NoSuchMethod);
        routes.MapMethods("/fhir/{type}/{id}", ReadOrHead, read.Read);
        routes.MapMethods("/fhir/{type}/{id}/_history/{version}", ReadOrHead, read.ReadVersion);
        routes.MapGet("/fhir/{type}/{id}/_history", history.Handle);
        routes.MapGet("/fhir/{type}/_history", history.Handle);
        routes.MapGet("/fhir/Patient/{id}/$mcode-everything", new McodeEverything(node).Handle);
        routes.MapGet("/fhir/{type}", search.Get);
        routes.MapPost("/fhir/{type}/_search", search.Post);
        routes.MapPost("/fhir/{type}", write.Create);
        routes.MapPut("/fhir/{type}", write.UpdateWhere);
        routes.MapPut("/fhir/{type}/{id}", write.Update);
        routes.MapDelete("/fhir/{type}", write.DeleteWhere);
        routes.MapDelete("/fhir/{type}/{id}", write.Delete);
    }

    // Without it, metadata would be taken for a type.
    private static Task NoSuchMethod(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = "GET";
        return Unmatched(http);
    }

    /// <summary>What no route answers: wrong method, wrong media type or unknown path.</summary>
    public static Task Unmatched(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status405MethodNotAllowed => FhirAnswer.Failure(
            http, StatusCodes.Status405MethodNotAllowed, IssueType.NotSupported, $"{http.Request.Method} is not possible here."),
        var status => FhirAnswer.Failure(http, status, IssueType.NotFound, "There is nothing at this address.", "GET /fhir/metadata tells what there is."),
    };
}
