using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Centre;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Store;
using Tessera.Web.Security;

namespace Tessera.Web.Fhir;

/// <summary><c>Patient/[id]/$mcode-everything</c>: an mCODE patient bundle, that is a collection whose id is the patient's.
/// See http://hl7.org/fhir/us/mcode/STU4/OperationDefinition-mcode-patient-everything.html</summary>
internal sealed class McodeEverything(CentreNode node)
{
    private const string BundleProfile = McodeProfile.UrlStart + "mcode-patient-bundle";

    // The types that the bundle's profile has slices for; appointments, plans and the like are no part of it.
    private static readonly FrozenSet<string> SlicedTypes = FrozenSet.ToFrozenSet(
        ["Observation", "Condition", "MedicationAdministration", "MedicationRequest", "DiagnosticReport", "Specimen", "Procedure", "BodyStructure"], StringComparer.Ordinal);

    public async Task Handle(HttpContext http)
    {
        if (FhirFormat.Negotiate(http.Request) is not { } contentType)
        {
            await FhirAnswer.NotAcceptable(http);
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        var parameters = RequestParameters.OfQuery(http.Request);
        var problem = FhirPreference.Of(http.Request).Lenient ? null : parameters.Unknown("start", "end", "_since", "_type", "_count", "_offset");
        var filter = default(EverythingFilter)!;
        if (problem is null && !EverythingFilter.TryRead(parameters, out filter, out problem) || problem is not null)
        {
            await FhirAnswer.Outcome(http, StatusCodes.Status400BadRequest, problem!);
            return;
        }

        var access = RequestAccess.Of(http);
        switch (await node.Store.Find(access, "Patient", id, http.RequestAborted))
        {
            case null: await FhirAnswer.NotFound(http, "Patient", id); return;
            case { Deleted: true }: await FhirAnswer.Failure(http, StatusCodes.Status410Gone, IssueType.Deleted, "This Patient was deleted."); return;
            case { } patient: await FhirAnswer.Bytes(http, await Bundle(http, access, patient, filter, parameters), contentType); return;
        }
    }

    private async Task<ReadOnlyMemory<byte>> Bundle(HttpContext http, Access access, StoredResource patient, EverythingFilter filter, RequestParameters parameters)
    {
        var kept = new List<StoredResource>();
        var seen = 0;
        var more = false;
        await foreach (var resource in node.Store.PatientCompartment(access, patient.Id, filter.Types, http.RequestAborted))
        {
            if (!SlicedTypes.Contains(resource.Type) || !filter.Keeps(resource, FhirDocument.Parse(resource.Body, node.Definitions.Names)) || ++seen <= filter.Offset) continue;
            if (kept.Count == filter.Count - 1)
            {
                more = true;
                break;
            }

            kept.Add(resource);
        }

        var baseUrl = BaseUrl.Of(http.Request);
        var path = $"{baseUrl}/Patient/{patient.Id}/$mcode-everything";
        var now = node.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var bundle = new BundleWriter("collection", baseUrl, $",\"id\":\"{patient.Id}\",\"meta\":{{\"profile\":[\"{BundleProfile}\"]}},\"timestamp\":\"{now}\"");
        bundle.Links(("self", Url(path, parameters.Pairs)), ("next", more ? Next(path, parameters, filter.Offset + kept.Count) : null));
        bundle.Entry(patient, null);
        foreach (var resource in kept) bundle.Entry(resource, null);
        return bundle.Finish();
    }

    private static string Next(string path, RequestParameters parameters, int offset) => Url(
        path, [.. parameters.Pairs.Where(pair => pair.Key != "_offset"), new("_offset", offset.ToString(CultureInfo.InvariantCulture))]);

    private static string Url(string path, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        parameters.Count == 0 ? path : $"{path}?{RequestParameters.Encode(parameters)}";
}
