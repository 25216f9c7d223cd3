using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Bundles;
using Tessera.Web.Fhir.Changes;
using Tessera.Web.Fhir.Interactions;
using Tessera.Web.Fhir.Operations;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Limits;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary>The routes of the FHIR API: one table, for HTTP and for the entries of bundles.</summary>
internal static class FhirEndpoints
{
    private static readonly string[] Gets = ["GET"];
    private static readonly string[] Reads = ["GET", "HEAD"];
    private static readonly string[] Posts = ["POST"];
    private static readonly string[] GetsAndPosts = ["GET", "POST"];

    public static void Map(IEndpointRouteBuilder endpoints, CentreNode node, ServerSettings settings)
    {
        var types = new ResourceTypes(node.Store.SearchParameters);
        foreach (var route in Routes(node, settings, types, new EntryAnswers(endpoints.ServiceProvider.GetRequiredService<Failures>())).All) endpoints.MapMethods($"{BaseUrl.Path}/{route.Template}", route.Methods, Handler(route, types, node, settings));
        endpoints.MapGet($"{BaseUrl.Path}/$changes", new ChangesStream(node).Handle).WithMetadata(new UnlimitedTime());
        endpoints.MapMethods($"{BaseUrl.Path}/metadata", ["PUT", "POST", "PATCH", "DELETE"], NoSuchMethod);
    }

    private static FhirRoutes Routes(CentreNode node, ServerSettings settings, ResourceTypes types, EntryAnswers answers)
    {
        var routes = new FhirRoutes(types);
        var read = new ReadInteraction(node);
        var write = new WriteInteraction(node, settings);
        var search = new SearchInteraction(node, settings);
        var history = new HistoryInteraction(node, settings);

        routes.Add(new("capabilities", Reads, "metadata", new CapabilityInteraction(node, types, routes, settings).Handle) { Check = request => request.Unknown("mode") });
        routes.Add(new("transaction", ["POST"], "", new BundleInteraction(node, routes, write, answers, settings).Handle) { InBundles = false });
        AddOperations(routes, node, settings, write);
        routes.Add(new("search-system", Reads, "", search.Get) { Check = search.Check });
        routes.Add(new("search-system", ["POST"], "_search", search.Post) { InBundles = false });
        routes.Add(new("search-type", ["POST"], "{type}/_search", search.Post) { InBundles = false });
        routes.Add(new("history-system", Gets, "_history", history.Handle) { Check = history.Check });
        routes.Add(new("history-type", Gets, "{type}/_history", history.Handle) { Check = history.Check });
        routes.Add(new("history-instance", Gets, "{type}/{id}/_history", history.Handle) { Check = history.Check });
        routes.Add(new("vread", Reads, "{type}/{id}/_history/{version}", read.ReadVersion) { Check = read.Check });
        routes.Add(new("read", Reads, "{type}/{id}", read.Read) { Check = read.Check });
        routes.Add(new("search-type", Reads, "{type}", search.Get) { Check = search.Check });
        routes.Add(new("search-compartment", Reads, "{compartment}/{id}/{type}", search.Get) { Check = search.Check });
        routes.Add(new("search-compartment", ["POST"], "{compartment}/{id}/{type}/_search", search.Post) { InBundles = false });
        routes.Add(new("search-compartment", Reads, "{compartment}/{id}/*", search.Get) { Check = search.Check });
        routes.Add(new("search-compartment", ["POST"], "{compartment}/{id}/_search", search.Post) { InBundles = false });
        routes.Add(new("create", ["POST"], "{type}", write.Handle));
        routes.Add(new("update", ["PUT"], "{type}/{id}", write.Handle));
        routes.Add(new("update", ["PUT"], "{type}", write.Handle));
        routes.Add(new("patch", ["PATCH"], "{type}/{id}", write.Handle));
        routes.Add(new("patch", ["PATCH"], "{type}", write.Handle));
        routes.Add(new("delete", ["DELETE"], "{type}/{id}", write.Handle));
        routes.Add(new("delete", ["DELETE"], "{type}", write.Handle));
        return routes;
    }

    private static void AddOperations(FhirRoutes routes, CentreNode node, ServerSettings settings, WriteInteraction write)
    {
        var validate = new ValidateOperation(node);
        var meta = new MetaOperations(node, write);
        var terminology = new TerminologyOperations(node);
        var everything = new PatientEverything(node);
        Add("$everything", Gets, "Patient/$everything", "Patient-everything", everything.HandleAll);
        Add("$everything", Gets, "Patient/{id}/$everything", "Patient-everything", everything.Handle);
        routes.Add(new("$mcode-everything", Gets, "Patient/{id}/$mcode-everything", new McodeEverything(node).Handle) { Definition = McodeEverything.Definition });
        Add("$validate", Posts, "{type}/$validate", "Resource-validate", validate.Handle);
        Add("$validate", GetsAndPosts, "{type}/{id}/$validate", "Resource-validate", validate.Handle);
        Add("$meta", Gets, "$meta", "Resource-meta", meta.Read);
        Add("$meta", Gets, "{type}/$meta", "Resource-meta", meta.Read);
        Add("$meta", Gets, "{type}/{id}/$meta", "Resource-meta", meta.Read);
        Add("$meta-add", Posts, "{type}/{id}/$meta-add", "Resource-meta-add", meta.Add);
        Add("$meta-delete", Posts, "{type}/{id}/$meta-delete", "Resource-meta-delete", meta.Delete);
        Add("$expand", GetsAndPosts, "ValueSet/$expand", "ValueSet-expand", terminology.Expand);
        Add("$expand", GetsAndPosts, "ValueSet/{id}/$expand", "ValueSet-expand", terminology.Expand);
        Add("$validate-code", GetsAndPosts, "ValueSet/$validate-code", "ValueSet-validate-code", terminology.ValidateInValueSet);
        Add("$validate-code", GetsAndPosts, "ValueSet/{id}/$validate-code", "ValueSet-validate-code", terminology.ValidateInValueSet);
        Add("$validate-code", GetsAndPosts, "CodeSystem/$validate-code", "CodeSystem-validate-code", terminology.ValidateInCodeSystem);
        Add("$process-message", Posts, "$process-message", "MessageHeader-process-message", new ProcessMessage(node, settings).Handle);

        void Add(string name, string[] methods, string template, string definition, Func<FhirRequest, Task<FhirResponse>> handle) =>
            routes.Add(new FhirRoute(name, methods, template, handle) { Definition = "http://hl7.org/fhir/OperationDefinition/" + definition });
    }

    private static RequestDelegate Handler(FhirRoute route, ResourceTypes types, CentreNode node, ServerSettings settings) => async http =>
    {
        if (FhirFormat.Negotiate(http.Request) is not { } contentType) await FhirAnswer.NotAcceptable(http);
        else if (http.Request.RouteValues["type"] is string type && !types.Contains(type) && !type.StartsWith('$'))
            await FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "This is not a resource type that is stored here.");
        else if (!route.IsOperation && (Names(http, "id") || Names(http, "type")))
            await FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "There is no such operation here.", "GET /fhir/metadata names those that there are.");
        else
        {
            // What cannot be written down is not begun.
            await node.Audit.Ready();
            var answer = await route.Handle(Request(http, settings));
            await AuditedAnswer.OfApi(http, node, route.Interaction, answer.Status);
            await FhirAnswer.Write(http, answer, contentType);
        }
    };

    private static bool Names(HttpContext http, string part) => http.Request.RouteValues[part] is string text && text.StartsWith('$');

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
            Body = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? null : RequestBody.Of(http, settings.MaxBodyBytes, settings.MaxDepth),
            IfMatch = Text(headers.IfMatch),
            IfNoneMatch = Text(headers.IfNoneMatch),
            IfNoneExist = Text(headers["If-None-Exist"]),
            IfModifiedSince = Date(Text(headers.IfModifiedSince)),
            Cancel = http.RequestAborted,
        };
    }

    // A date that is none is no condition: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
    private static DateTimeOffset? Date(string? header) =>
        DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

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
