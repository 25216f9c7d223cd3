using System.Globalization;
using Tessera.Centre;
using Tessera.Centre.Writes;
using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>create, update, patch and delete, each also conditional: https://hl7.org/fhir/R4/http.html#create. What is invalid against the
/// centre's policy is refused with 422. <see cref="Plan"/> and <see cref="Answer"/> are one half each, since in a transaction the writing
/// between them is common to all entries.</summary>
internal sealed class WriteInteraction(CentreNode node, ServerSettings settings)
{
    private readonly PatchReader patches = new(node.Definitions, settings.Limits);

    public async Task<FhirResponse> Handle(FhirRequest request)
    {
        var plan = await Plan(request);
        if (plan.Write is not { } write) return plan.Refusal!;
        write = new LocalReferences(node.Definitions, request.BaseUrl).In(write);
        return await Answer(request, await node.Writer.Write(request.Access, write, node.Settings.Validation, WritePriority.Interactive, request.Cancel));
    }

    /// <summary>What a request wants written, or the answer that refuses it.</summary>
    public async Task<WritePlan> Plan(FhirRequest request)
    {
        var isConditional = request.Id is null && request.Method != "POST";
        if (!isConditional && request.Unknown() is { } unknown) return new WritePlan(null, unknown);
        if (request.Precondition(out var version) is { } unclear) return new WritePlan(null, unclear);
        SearchQuery? criteria = null;
        var condition = isConditional ? request.Parameters : request is { Method: "POST", IfNoneExist: { } text } ? RequestParameters.Of(text) : null;
        if (condition is not null && !Criteria.TryRead(node, request.BaseUrl, request.Type, condition, out criteria, out var refusal)) return new WritePlan(null, refusal);
        return request.Method switch
        {
            "DELETE" => WritePlan.Of(new ResourceWrite(WriteKind.Delete, request.Type, request.Id, null) { Criteria = criteria, IfVersion = version }),
            "PATCH" => await patches.Plan(request, criteria, version),
            _ => await Content(request, criteria, version),
        };
    }

    /// <summary>The answer to what was written.</summary>
    public async Task<FhirResponse> Answer(FhirRequest request, ValidatedWrite written)
    {
        if (written.Outcome is not { } outcome) return FhirResponse.Outcome(422, written.Issues);
        if (!outcome.Succeeded) return Failed(outcome);
        if (request.Method == "DELETE")
        {
            return request.Preference.Return == ReturnPreference.Outcome
                ? FhirResponse.Outcome(200, []) with { Version = outcome.Version, Updated = outcome.Updated }
                : new FhirResponse(204) { Version = outcome.Version, Updated = outcome.Updated };
        }

        var answer = new FhirResponse(outcome.Status == WriteStatus.Created ? 201 : 200)
        {
            Version = outcome.Version,
            Updated = outcome.Updated,
            Location = string.Create(CultureInfo.InvariantCulture, $"{request.BaseUrl}/{outcome.Type}/{outcome.Id}/_history/{outcome.Version}"),
        };
        return request.Preference.Return switch
        {
            ReturnPreference.Minimal => answer,
            ReturnPreference.Outcome => answer with { Body = OperationOutcomes.Write(written.Issues), IsOutcome = true },
            _ when !outcome.Body.IsEmpty => answer with { Body = outcome.Body },
            // Nothing was written, and another writer may have been faster since: the answer is the version that was found.
            _ => await node.Store.FindVersion(request.Access, outcome.Type, outcome.Id, outcome.Version, request.Cancel) is { } stored ? answer with { Body = stored.Body } : answer,
        };
    }

    private async Task<WritePlan> Content(FhirRequest request, SearchQuery? criteria, VersionCondition? version)
    {
        var body = BinaryContent.IsSent(request) ? await BinaryContent.Read(request, node.Definitions.Names) : await ResourceBody.Read(request, node.Definitions.Names, request.Type);
        if (body.Document is not { } document) return new WritePlan(null, body.Refusal);
        if (request.Method == "POST") return WritePlan.Of(new ResourceWrite(WriteKind.Create, request.Type, null, document) { Criteria = criteria });
        if (request.Id is { } id && document.Id != id)
            return new WritePlan(null, FhirResponse.Failure(400, IssueType.Invalid, "The id in the body is not the id in the URL.", "Make them the same, or POST to have an id chosen."));
        return WritePlan.Of(new ResourceWrite(WriteKind.Upsert, request.Type, request.Id ?? document.Id, document) { IfVersion = version, Criteria = criteria });
    }

    private static FhirResponse Failed(WriteOutcome outcome)
    {
        var (status, type, message) = (outcome.Status, outcome.Issue?.Type) switch
        {
            (_, IssueType.NotFound) => (404, IssueType.NotFound, ""),
            (WriteStatus.Conflict, IssueType.Duplicate) => (409, IssueType.Duplicate, ""),
            (WriteStatus.Conflict, _) => (412, IssueType.Conflict, "Another version is current."),
            (_, IssueType.Deleted) => (410, IssueType.Deleted, ""),
            (_, IssueType.MultipleMatches) => (412, IssueType.MultipleMatches, ""),
            (_, IssueType.Forbidden) => (403, IssueType.Forbidden, ""),
            _ => (422, IssueType.Processing, "The resource was refused."),
        };
        return FhirResponse.Outcome(status, outcome.Issue ?? new Issue(IssueSeverity.Error, type, "", message)) with { Version = outcome.Version, Updated = outcome.Updated };
    }
}
