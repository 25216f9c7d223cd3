using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Interactions;
using Tessera.Web.Fhir.Requests;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary>Between HTTP and one route of the FHIR API: what every request has in common.</summary>
internal sealed class FhirHandler(FhirRoute route, ResourceTypes types, CentreNode node, ServerSettings settings)
{
    public async Task Handle(HttpContext http)
    {
        if (http.Request.RouteValues["type"] is string type && !types.Contains(type) && !type.StartsWith('$'))
        {
            await FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "This is not a resource type that is stored here.");
            return;
        }

        if (!route.IsOperation && (Names(http, "id") || Names(http, "type")))
        {
            await NoSuchOperation(http);
            return;
        }

        var request = Request(http);
        // What a form says of the answer's format counts as in the URL.
        if (route.TakesForm && await request.Body!.AddForm(request.Parameters) is { } unread) await FhirAnswer.Write(http, unread, FhirFormat.FhirJson, request.Parameters.IsPretty);
        else await Answer(http, request);
    }

    /// <summary>The answer to an operation that there is not.</summary>
    public static Task NoSuchOperation(HttpContext http) =>
        FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "There is no such operation here.", "GET /fhir/metadata names those that there are.");

    private async Task Answer(HttpContext http, FhirRequest request)
    {
        var contentType = FhirFormat.Negotiate(request.Parameters.Format, http.Request.Headers.Accept);
        var isNative = contentType is null && BinaryContent.IsAsked(route, request, http.Request.Headers.Accept);
        if (contentType is null && !isNative)
        {
            await FhirAnswer.NotAcceptable(http);
            return;
        }

        // What cannot be written down is not begun.
        await node.Audit.Ready();
        var answer = await route.Handle(request);
        await AuditedAnswer.OfApi(http, node, route.Interaction, answer.Status);
        if (isNative && answer.Status == StatusCodes.Status200OK)
        {
            var (content, type) = BinaryContent.Of(answer.Body, node.Definitions.Names);
            await FhirAnswer.Content(http, answer, content, type);
        }
        else
        {
            await FhirAnswer.Write(http, answer, contentType ?? FhirFormat.FhirJson, request.Parameters.IsPretty);
        }
    }

    private static bool Names(HttpContext http, string part) => http.Request.RouteValues[part] is string text && text.StartsWith('$');

    private FhirRequest Request(HttpContext http)
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
            SecurityContext = Text(headers["X-Security-Context"]),
            Cancel = http.RequestAborted,
        };
    }

    // A date that is none is no condition: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
    private static DateTimeOffset? Date(string? header) =>
        DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static string? Text(StringValues header) => header.Count == 0 ? null : header.ToString();
}
