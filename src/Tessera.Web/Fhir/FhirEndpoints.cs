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
        var routes = Routes(node, settings, types, new EntryAnswers(endpoints.ServiceProvider.GetRequiredService<Failures>()));
        foreach (var route in routes.All) endpoints.MapMethods($"{BaseUrl.Path}/{route.Template}", route.Methods, new FhirHandler(route, types, node, settings).Handle);
        // Behind the operations that there are.
        endpoints.MapPost($"{BaseUrl.Path}/{{type}}/${{operation}}", FhirHandler.NoSuchOperation);
        endpoints.MapPost($"{BaseUrl.Path}/{{type}}/{{id}}/${{operation}}", FhirHandler.NoSuchOperation);
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
        routes.Add(new("search-system", ["POST"], "_search", search.ByPost) { InBundles = false, TakesForm = true });
        routes.Add(new("search-type", ["POST"], "{type}/_search", search.ByPost) { InBundles = false, TakesForm = true });
        routes.Add(new("history-system", Gets, "_history", history.Handle) { Check = history.Check });
        routes.Add(new("history-type", Gets, "{type}/_history", history.Handle) { Check = history.Check });
        routes.Add(new("history-instance", Gets, "{type}/{id}/_history", history.Handle) { Check = history.Check });
        routes.Add(new("vread", Reads, "{type}/{id}/_history/{version}", read.ReadVersion) { Check = read.Check });
        routes.Add(new("read", Reads, "{type}/{id}", read.Read) { Check = read.Check });
        routes.Add(new("search-type", Reads, "{type}", search.Get) { Check = search.Check });
        routes.Add(new("search-compartment", Reads, "{compartment}/{id}/{type}", search.Get) { Check = search.Check });
        routes.Add(new("search-compartment", ["POST"], "{compartment}/{id}/{type}/_search", search.ByPost) { InBundles = false, TakesForm = true });
        routes.Add(new("search-compartment", Reads, "{compartment}/{id}/*", search.Get) { Check = search.Check });
        routes.Add(new("search-compartment", ["POST"], "{compartment}/{id}/_search", search.ByPost) { InBundles = false, TakesForm = true });
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
        Ask("$everything", "Patient/$everything", "Patient-everything", everything.HandleAll);
        Ask("$everything", "Patient/{id}/$everything", "Patient-everything", everything.Handle);
        routes.Add(new("$mcode-everything", GetsAndPosts, "Patient/{id}/$mcode-everything", Simple(new McodeEverything(node).Handle)) { Definition = McodeEverything.Definition });
        Add("$validate", Posts, "{type}/$validate", "Resource-validate", validate.Handle);
        Add("$validate", GetsAndPosts, "{type}/{id}/$validate", "Resource-validate", validate.Handle);
        Ask("$meta", "$meta", "Resource-meta", meta.Read);
        Ask("$meta", "{type}/$meta", "Resource-meta", meta.Read);
        Ask("$meta", "{type}/{id}/$meta", "Resource-meta", meta.Read);
        Add("$meta-add", Posts, "{type}/{id}/$meta-add", "Resource-meta-add", meta.Add);
        Add("$meta-delete", Posts, "{type}/{id}/$meta-delete", "Resource-meta-delete", meta.Delete);
        Add("$expand", GetsAndPosts, "ValueSet/$expand", "ValueSet-expand", terminology.Expand);
        Add("$expand", GetsAndPosts, "ValueSet/{id}/$expand", "ValueSet-expand", terminology.Expand);
        Add("$validate-code", GetsAndPosts, "ValueSet/$validate-code", "ValueSet-validate-code", terminology.ValidateInValueSet);
        Add("$validate-code", GetsAndPosts, "ValueSet/{id}/$validate-code", "ValueSet-validate-code", terminology.ValidateInValueSet);
        Add("$validate-code", GetsAndPosts, "CodeSystem/$validate-code", "CodeSystem-validate-code", terminology.ValidateInCodeSystem);
        Add("$process-message", Posts, "$process-message", "MessageHeader-process-message", new ProcessMessage(node, settings).Handle);

        // What changes nothing and has simple parameters is asked for by GET and by POST: https://hl7.org/fhir/R4/operations.html#executing
        void Ask(string name, string template, string definition, Func<FhirRequest, Task<FhirResponse>> handle) => Add(name, GetsAndPosts, template, definition, Simple(handle));

        Func<FhirRequest, Task<FhirResponse>> Simple(Func<FhirRequest, Task<FhirResponse>> handle) => SimpleParameters.Before(handle, node.Definitions.Names);

        void Add(string name, string[] methods, string template, string definition, Func<FhirRequest, Task<FhirResponse>> handle) =>
            routes.Add(new FhirRoute(name, methods, template, handle) { Definition = "http://hl7.org/fhir/OperationDefinition/" + definition });
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
