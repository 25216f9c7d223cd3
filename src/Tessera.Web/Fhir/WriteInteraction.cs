using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Store;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary>create, update and delete: https://hl7.org/fhir/R4/http.html#create. What is invalid against the centre's policy is refused with 422.</summary>
internal sealed class WriteInteraction(CentreNode node, ResourceTypes types, ServerSettings settings)
{
    public Task Create(HttpContext http) => Write(http, (string)http.Request.RouteValues["type"]!, id: null);

    public Task Update(HttpContext http) => Write(http, (string)http.Request.RouteValues["type"]!, (string)http.Request.RouteValues["id"]!);

    public async Task Delete(HttpContext http)
    {
        var (type, id) = ((string)http.Request.RouteValues["type"]!, (string)http.Request.RouteValues["id"]!);
        if (await Refused(http, type)) return;
        var version = IfMatch(http.Request);
        var outcome = await node.Writer.Delete(RequestAccess.Of(http), type, id, version, WritePriority.Interactive, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await Failed(http, outcome);
            return;
        }

        if (outcome.Version > 0) FhirAnswer.SetVersion(http.Response, outcome.Version, outcome.Updated);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Write(HttpContext http, string type, string? id)
    {
        if (FhirFormat.Negotiate(http.Request) is not { } contentType)
        {
            await FhirAnswer.NotAcceptable(http);
            return;
        }

        if (await Refused(http, type)) return;
        var version = IfMatch(http.Request);
        var body = await ResourceBody.Read(http, node.Definitions.Names, type, settings.MaxBodyBytes);
        if (body.Document is not { } document)
        {
            await FhirAnswer.Outcome(http, body.Status, body.Issue!);
            return;
        }

        if (id is not null && document.Id != id)
        {
            await FhirAnswer.Failure(http, StatusCodes.Status400BadRequest, IssueType.Invalid, "The id in the body is not the id in the URL.", "Make them the same, or POST to have an id chosen.");
            return;
        }

        var write = new ResourceWrite(id is null ? WriteKind.Create : WriteKind.Upsert, type, id, document) { IfVersion = version };
        await Answer(http, await node.Writer.Write(RequestAccess.Of(http), write, node.Settings.Validation, WritePriority.Interactive, http.RequestAborted), contentType);
    }

    private async Task Answer(HttpContext http, ValidatedWrite written, string contentType)
    {
        if (written.Outcome is not { } outcome)
        {
            await FhirAnswer.Outcome(http, StatusCodes.Status422UnprocessableEntity, written.Issues);
            return;
        }

        if (!outcome.Succeeded)
        {
            await Failed(http, outcome);
            return;
        }

        FhirAnswer.SetVersion(http.Response, outcome.Version, outcome.Updated);
        http.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{BaseUrl.Of(http.Request)}/{outcome.Type}/{outcome.Id}/_history/{outcome.Version}");
        var status = outcome.Status == WriteStatus.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        switch (FhirPreference.Of(http.Request).Return)
        {
            case ReturnPreference.Minimal:
                http.Response.StatusCode = status;
                return;
            case ReturnPreference.Outcome:
                await FhirAnswer.Bytes(http, OperationOutcomes.Write(written.Issues), contentType, status);
                return;
        }

        // Another writer may have been faster: the answer is the version of this write.
        var stored = await node.Store.FindVersion(RequestAccess.Of(http), outcome.Type, outcome.Id, outcome.Version, http.RequestAborted);
        if (stored is null) http.Response.StatusCode = status;
        else await FhirAnswer.Resource(http, stored, contentType, status);
    }

    private static Task Failed(HttpContext http, WriteOutcome outcome)
    {
        if (outcome.Version > 0) FhirAnswer.SetVersion(http.Response, outcome.Version, outcome.Updated);
        var (status, type, message) = outcome.Status == WriteStatus.Conflict
            ? (StatusCodes.Status412PreconditionFailed, IssueType.Conflict, "Another version is current.")
            : (StatusCodes.Status422UnprocessableEntity, IssueType.Processing, "The resource was refused.");
        return FhirAnswer.Outcome(http, status, outcome.Issue ?? new Issue(IssueSeverity.Error, type, "", message));
    }

    private async Task<bool> Refused(HttpContext http, string type)
    {
        if (!types.Contains(type))
            await FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "This is not a resource type that is stored here.");
        else if (http.Request.Headers.ContainsKey("If-None-Exist"))
            await FhirAnswer.Failure(http, StatusCodes.Status501NotImplemented, IssueType.NotSupported, "Conditional create is not supported yet.", "Search first, then create.");
        else if (!FhirPreference.Of(http.Request).Lenient && RequestParameters.OfQuery(http.Request).Unknown() is { } unknown)
            await FhirAnswer.Outcome(http, StatusCodes.Status400BadRequest, unknown);
        else
            return false;
        return true;
    }

    // https://hl7.org/fhir/R4/http.html#concurrency
    private static long? IfMatch(HttpRequest request)
    {
        if (request.Headers.IfMatch is not [{ } tag]) return null;
        var text = tag.Trim();
        if (text.StartsWith("W/", StringComparison.Ordinal)) text = text[2..];
        // A tag that is none of ours matches no version.
        return long.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
