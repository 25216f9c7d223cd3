using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Bundles;
using Tessera.Web.Fhir.Interactions;
using Tessera.Web.Fhir.Operations;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary>The routes of the FHIR API: one table, for HTTP and for the entries of bundles.</summary>
internal static class FhirEndpoints
{
    private static readonly string[] Reads = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder endpoints, CentreNode node, ServerSettings settings)
    {
        foreach (var route in Routes(node, settings).All) endpoints.MapMethods($"{BaseUrl.Path}/{route.Template}", route.Methods, Handler(route, new ResourceTypes(node.Definitions), settings));
        endpoints.MapMethods($"{BaseUrl.Path}/metadata", ["PUT", "POST", "PATCH", "DELETE"], NoSuchMethod);
    }

    private static FhirRoutes Routes(CentreNode node, ServerSettings settings)
    {
        var types = new ResourceTypes(node.Definitions);
        var routes = new FhirRoutes(types);
        var read = new ReadInteraction(node);
        var write = new WriteInteraction(node);
        var search = new SearchInteraction(node, settings);
        var history = new HistoryInteraction(node, settings);

        routes.Add(new FhirRoute(["POST"], "", new BundleInteraction(node, routes, write, settings).Handle) { InBundles = false });
        routes.Add(new FhirRoute(Reads, "", search.Get));
        routes.Add(new FhirRoute(["POST"], "_search", search.Post) { InBundles = false });
        routes.Add(new FhirRoute(Reads, "metadata", new CapabilityInteraction(node, types).Handle));
        routes.Add(new FhirRoute(["GET"], "_history", history.Handle));
        routes.Add(new FhirRoute(["GET"], "Patient/{id}/$everything", new PatientEverything(node).Handle));
        routes.Add(new FhirRoute(["GET"], "Patient/{id}/$mcode-everything", new McodeEverything(node).Handle));
        routes.Add(new FhirRoute(["POST"], "{type}/_search", search.Post) { InBundles = false });
        routes.Add(new FhirRoute(["GET"], "{type}/_history", history.Handle));
        routes.Add(new FhirRoute(["GET"], "{type}/{id}/_history", history.Handle));
        routes.Add(new FhirRoute(Reads, "{type}/{id}/_history/{version}", read.ReadVersion));
        routes.Add(new FhirRoute(Reads, "{type}/{id}", read.Read));
        routes.Add(new FhirRoute(Reads, "{type}", search.Get));
        routes.Add(new FhirRoute(["POST", "PUT", "PATCH", "DELETE"], "{type}", write.Handle) { Writes = true });
        routes.Add(new FhirRoute(["PUT", "PATCH", "DELETE"], "{type}/{id}", write.Handle) { Writes = true });
        return routes;
    }

    private static RequestDelegate Handler(FhirRoute route, ResourceTypes types, ServerSettings settings) => async http =>
    {
        if (FhirFormat.Negotiate(http.Request) is not { } contentType) await FhirAnswer.NotAcceptable(http);
        else if (http.Request.RouteValues["type"] is string type && !types.Contains(type))
            await FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "This is not a resource type that is stored here.");
        else await FhirAnswer.Write(http, await route.Handle(Request(http, settings)), contentType);
    };

    private static FhirRequest Request(HttpContext http, ServerSettings settings)
    {
        var headers = http.Request.Headers;
        return new FhirRequest
        {
            Method = http.Request.Method,
            BaseUrl = BaseUrl.Of(http.Request),
            Path = http.Request.Path.Value!.Length > BaseUrl.Path.Length ? http.Request.Path.Value[(BaseUrl.Path.Length + 1)..].TrimEnd('/') : "",
            Route = http.Request.RouteValues,
            Parameters = RequestParameters.Of(http.Request.QueryString.Value is { Length: > 1 } query ? query[1..] : null),
            Access = RequestAccess.Of(http),
            Preference = FhirPreference.Of(headers["Prefer"]),
            Body = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? null : RequestBody.Of(http, settings.MaxBodyBytes),
            IfMatch = Text(headers.IfMatch),
            IfNoneMatch = Text(headers.IfNoneMatch),
            IfNoneExist = Text(headers["If-None-Exist"]),
            IfModifiedSince = Text(headers.IfModifiedSince),
            Cancel = http.RequestAborted,
        };
    }

    private static string? Text(Microsoft.Extensions.Primitives.StringValues header) => header.Count == 0 ? null : header.ToString();

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
