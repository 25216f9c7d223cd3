using Tessera.Fhir;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Patching;
using Tessera.Fhir.Search;
using Tessera.Store;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>Reads patches: JSON Patch by its content type, or in a Binary as bundles carry it, and FHIRPath Patch as a Parameters resource.
/// See https://hl7.org/fhir/R4/http.html#patch</summary>
internal sealed class PatchReader(FhirDefinitions definitions, DocumentLimits limits)
{
    private const string JsonPatchType = "application/json-patch+json";

    public async Task<WritePlan> Plan(FhirRequest request, SearchQuery? criteria, VersionCondition? version)
    {
        var isJsonPatch = FhirFormat.Is(request.Body?.ContentType, JsonPatchType);
        if (!isJsonPatch && !FhirFormat.IsJsonBody(request.Body?.ContentType))
        {
            return new WritePlan(null, FhirResponse.Failure(415, IssueType.NotSupported, "The body is not declared as a patch that this server knows.", $"Send Content-Type: {JsonPatchType} or application/fhir+json.") with
            {
                AcceptPatch = $"{JsonPatchType}, application/fhir+json",
            });
        }

        var body = isJsonPatch ? await ResourceBody.ReadJson(request, definitions.Names) : await ResourceBody.ReadResource(request, definitions.Names);
        if (body.Document is not { } document) return new WritePlan(null, body.Refusal);
        if (Read(document, isJsonPatch, out var issue) is not { } patch) return new WritePlan(null, FhirResponse.Outcome(400, issue!));
        var (type, id) = (request.Type, request.Id);
        return WritePlan.Of(new ResourceWrite(WriteKind.Edit, type, id, null)
        {
            IfVersion = version,
            Criteria = criteria,
            Change = (FhirDocument current, out Issue? refusal) => Apply(patch, current, out refusal),
        });
    }

    private IResourcePatch? Read(FhirDocument document, bool isJsonPatch, out Issue? issue)
    {
        if (isJsonPatch) return JsonPatch.TryRead(document, out var json, out issue) ? json : null;
        if (document.ResourceType != "Binary") return FhirPathPatch.TryRead(document, definitions, out var path, out issue) ? path : null;
        issue = new Issue(IssueSeverity.Error, IssueType.Invalid, "Binary", $"The Binary is no patch: its contentType is not {JsonPatchType}, or its data no JSON.");
        if (document.Root.Text("contentType") != JsonPatchType || document.Root.Text("data") is not { } data) return null;
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var length) && FhirDocument.TryParse(bytes.AsMemory(0, length), definitions.Names, out var inner, out _)
            ? Read(inner, isJsonPatch: true, out issue)
            : null;
    }

    private FhirDocument? Apply(IResourcePatch patch, FhirDocument current, out Issue? refusal)
    {
        if (!patch.TryApply(current, limits, out var patched, out refusal)) return null;
        if (patched.ResourceType == current.ResourceType && patched.Id == current.Id) return patched;
        refusal = new Issue(IssueSeverity.Error, IssueType.Invalid, "id", "A patch cannot change the type or the id of a resource.");
        return null;
    }
}
