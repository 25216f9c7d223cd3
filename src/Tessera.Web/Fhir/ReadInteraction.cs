using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Store;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary>read and vread: https://hl7.org/fhir/R4/http.html#read. The stored bytes go out untouched; paid for by <c>bench server</c>.</summary>
internal sealed class ReadInteraction(CentreNode node, ResourceTypes types)
{
    public async Task Read(HttpContext http)
    {
        if (FhirFormat.Negotiate(http.Request) is not { } contentType)
        {
            await FhirAnswer.NotAcceptable(http);
            return;
        }

        if (http.Request.QueryString.HasValue && Refusal(http.Request) is { } refusal)
        {
            await FhirAnswer.Outcome(http, StatusCodes.Status400BadRequest, refusal);
            return;
        }

        var values = http.Request.RouteValues;
        var (type, id) = ((string)values["type"]!, (string)values["id"]!);
        await Answer(http, await node.Store.Find(RequestAccess.Of(http), type, id, http.RequestAborted), contentType, type, id);
    }

    public async Task ReadVersion(HttpContext http)
    {
        if (FhirFormat.Negotiate(http.Request) is not { } contentType)
        {
            await FhirAnswer.NotAcceptable(http);
            return;
        }

        var values = http.Request.RouteValues;
        var (type, id) = ((string)values["type"]!, (string)values["id"]!);
        var known = long.TryParse((string)values["version"]!, NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        await Answer(http, known ? await node.Store.FindVersion(RequestAccess.Of(http), type, id, version, http.RequestAborted) : null, contentType, type, id);
    }

    private Task Answer(HttpContext http, StoredResource? found, string contentType, string type, string id)
    {
        switch (found)
        {
            case null when !types.Contains(type):
                return FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "This is not a resource type that is stored here.");
            case null:
                return FhirAnswer.NotFound(http, type, id);
            case { Deleted: true }:
                FhirAnswer.SetVersion(http.Response, found.Version, found.Updated);
                return FhirAnswer.Failure(http, StatusCodes.Status410Gone, IssueType.Deleted, $"This {type} was deleted.");
            case var _ when http.Request.Headers.IfNoneMatch is [{ } tag] && tag == FhirAnswer.Tag(found.Version):
                FhirAnswer.SetVersion(http.Response, found.Version, found.Updated);
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            default:
                return FhirAnswer.Resource(http, found, contentType);
        }
    }

    private static Issue? Refusal(HttpRequest request) => FhirPreference.Of(request).Lenient ? null : RequestParameters.OfQuery(request).Unknown();
}
