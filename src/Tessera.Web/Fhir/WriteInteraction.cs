using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Store;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary>create, update and delete: https://hl7.org/fhir/R4/http.html#create. What is invalid against the centre's policy is refused with 422.</summary>
internal sealed class WriteInteraction(CentreNode node, ResourceTypes types, ServerSettings settings)
{
    /// <summary>create, conditional when <c>If-None-Exist</c> says so: https://hl7.org/fhir/R4/http.html#ccreate.</summary>
    public async Task Create(HttpContext http)
    {
        var type = (string)http.Request.RouteValues["type"]!;
        SearchQuery? criteria = null;
        if (http.Request.Headers.TryGetValue("If-None-Exist", out var condition))
        {
            criteria = await Criteria(http, type, RequestParameters.OfForm(condition.ToString()));
            if (criteria is null) return;
        }

        await Write(http, type, id: null, criteria);
    }

    public Task Update(HttpContext http) => Write(http, (string)http.Request.RouteValues["type"]!, (string)http.Request.RouteValues["id"]!);

    /// <summary>Conditional update: https://hl7.org/fhir/R4/http.html#cond-update.</summary>
    public async Task UpdateWhere(HttpContext http)
    {
        var type = (string)http.Request.RouteValues["type"]!;
        if (await Criteria(http, type, RequestParameters.OfQuery(http.Request)) is { } criteria) await Write(http, type, id: null, criteria);
    }

    /// <summary>Conditional delete of at most one resource: https://hl7.org/fhir/R4/http.html#3.1.0.7.1.</summary>
    public async Task DeleteWhere(HttpContext http)
    {
        var type = (string)http.Request.RouteValues["type"]!;
        if (await Criteria(http, type, RequestParameters.OfQuery(http.Request)) is { } criteria)
            await Delete(http, new ResourceWrite(WriteKind.Delete, type, null, null) { Criteria = criteria });
    }

    public async Task Delete(HttpContext http)
    {
        var (type, id) = ((string)http.Request.RouteValues["type"]!, (string)http.Request.RouteValues["id"]!);
        if (await Refused(http, type)) return;
        await Delete(http, new ResourceWrite(WriteKind.Delete, type, id, null) { IfVersion = IfMatch(http.Request) });
    }

    private async Task Delete(HttpContext http, ResourceWrite write)
    {
        var outcome = await node.Writer.Delete(RequestAccess.Of(http), write, WritePriority.Interactive, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await Failed(http, outcome);
            return;
        }

        if (outcome.Version > 0) FhirAnswer.SetVersion(http.Response, outcome.Version, outcome.Updated);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Write(HttpContext http, string type, string? id, SearchQuery? criteria = null)
    {
        if (FhirFormat.Negotiate(http.Request) is not { } contentType)
        {
            await FhirAnswer.NotAcceptable(http);
            return;
        }

        if (await Refused(http, type, isConditional: criteria is not null && HttpMethods.IsPut(http.Request.Method))) return;
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

        var isUpdate = HttpMethods.IsPut(http.Request.Method);
        var write = new ResourceWrite(isUpdate ? WriteKind.Upsert : WriteKind.Create, type, isUpdate ? id ?? document.Id : null, document) { IfVersion = version, Criteria = criteria };
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

    // The criteria of a conditional interaction; null when they were refused. None at all would mean every resource of the type.
    private async Task<SearchQuery?> Criteria(HttpContext http, string type, RequestParameters parameters)
    {
        if (!types.Contains(type))
        {
            await FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "This is not a resource type that is stored here.");
            return null;
        }

        if (parameters.Pairs.Count == 0)
        {
            await FhirAnswer.Failure(http, StatusCodes.Status400BadRequest, IssueType.Required, "A conditional interaction needs criteria.", "Name the resource by its id, or give search parameters.");
            return null;
        }

        if (SearchQuery.TryParse(type, parameters.Pairs, node.Store.SearchParameters, new SearchRules(node.Clock.GetUtcNow()), out var query, out var issues)) return query;
        await FhirAnswer.Outcome(http, StatusCodes.Status400BadRequest, issues);
        return null;
    }

    private async Task<bool> Refused(HttpContext http, string type, bool isConditional = false)
    {
        if (!types.Contains(type))
            await FhirAnswer.Failure(http, StatusCodes.Status404NotFound, IssueType.NotSupported, "This is not a resource type that is stored here.");
        else if (!isConditional && !FhirPreference.Of(http.Request).Lenient && RequestParameters.OfQuery(http.Request).Unknown() is { } unknown)
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
