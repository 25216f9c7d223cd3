using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary><c>$validate</c>: what the validator says of a resource that is sent or stored; nothing is written.
/// See https://hl7.org/fhir/R4/resource-operation-validate.html</summary>
internal sealed class ValidateOperation(CentreNode node)
{
    public async Task<FhirResponse> Handle(FhirRequest request)
    {
        var (input, refusal) = await OperationInput.Read(request, node.Definitions);
        if (input is null) return refusal!;
        if (input.Unknown(request, "resource", "mode", "profile") is { } unknown) return unknown;
        if (input.Texts("profile").FirstOrDefault(url => node.Definitions.FindStructure(url) is null) is not null)
            return FhirResponse.Failure(422, IssueType.NotSupported, "The profile is not loaded here, so nobody can tell.", "Name one that GET /fhir/metadata lists.");
        var mode = input.Text("mode");
        if (mode is not (null or "create" or "update" or "delete" or "profile")) return FhirResponse.Failure(400, IssueType.Value, "mode is one of create, update, delete and profile.");
        if (mode is "update" or "delete" && request.Id is null) return FhirResponse.Failure(400, IssueType.Required, "This mode is about a stored resource.", "Ask at the address of the resource.");
        if (mode == "delete") return FhirResponse.Outcome(200, []);
        if (input.Resource is null && request.Id is null)
            return FhirResponse.Failure(400, IssueType.Required, "There is no resource to validate.", "Send it as the body, or in a Parameters resource as the parameter 'resource'.");
        return await Stored(request, input) is { } document ? Validate(request, document, input.Texts("profile")) : FhirResponse.NotFound(request.Type);
    }

    private FhirResponse Validate(FhirRequest request, FhirDocument document, IReadOnlyList<string> profiles)
    {
        if (document.ResourceType != request.Type) return FhirResponse.Failure(400, IssueType.Invalid, $"The resource is not of the type {request.Type}, as the URL says.");
        return FhirResponse.Outcome(200, node.Validator.Validate(document, profiles).Issues);
    }

    private async Task<FhirDocument?> Stored(FhirRequest request, OperationInput input)
    {
        if (input.Resource is { } sent) return sent;
        if (request.Id is null) return null;
        return await node.Store.Find(request.Access, request.Type, request.Id, request.Cancel) is { Deleted: false } found ? FhirDocument.Parse(found.Body, node.Definitions.Names) : null;
    }
}
