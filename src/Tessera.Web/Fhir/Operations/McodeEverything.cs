using System.Collections.Frozen;
using System.Globalization;
using Tessera.Centre;
using Tessera.Oncology.Mcode;
using Tessera.Web.Fhir.Answers;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary><c>Patient/[id]/$mcode-everything</c>: an mCODE patient bundle, that is a collection whose id is the patient's.
/// See http://hl7.org/fhir/us/mcode/STU4/OperationDefinition-mcode-patient-everything.html</summary>
internal sealed class McodeEverything(CentreNode node)
{
    /// <summary>Canonical URL of the operation's definition.</summary>
    public const string Definition = "http://hl7.org/fhir/us/mcode/OperationDefinition/mcode-patient-everything";

    private const string BundleProfile = McodeProfile.UrlStart + "mcode-patient-bundle";

    // The types that the bundle's profile has slices for; appointments, plans and the like are no part of it.
    private static readonly FrozenSet<string> SlicedTypes = FrozenSet.ToFrozenSet(
        ["Observation", "Condition", "MedicationAdministration", "MedicationRequest", "DiagnosticReport", "Specimen", "Procedure", "BodyStructure"], StringComparer.Ordinal);

    private readonly CompartmentPages pages = new(node);

    public async Task<FhirResponse> Handle(FhirRequest request)
    {
        if (ResourceView.Of(request, node.Definitions, null, out var refusal) is not { } view) return refusal!;
        var page = await pages.Read(request, SlicedTypes);
        if (page.Refusal is not null) return page.Refusal;
        var now = node.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var head = $",\"id\":\"{page.Patient!.Id}\",\"meta\":{{\"profile\":[\"{BundleProfile}\"]}},\"timestamp\":\"{now}\"";
        var bundle = new BundleWriter("collection", request.BaseUrl, view, head);
        bundle.Links(("self", request.SelfUrl), ("next", page.Next));
        bundle.Entry(page.Patient, null);
        foreach (var resource in page.Resources) bundle.Entry(resource, null);
        return FhirResponse.Json(bundle.Finish());
    }
}
