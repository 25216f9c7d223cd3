using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Store;

namespace Tessera.Web.Pages.Records;

/// <summary>One resource of a patient in a list.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Technical id.</param>
/// <param name="Group">Its mCODE group.</param>
/// <param name="Date">Its clinical date, or null.</param>
/// <param name="Text">What it says.</param>
/// <param name="Verdict">What validation says, or null when nobody looked.</param>
public sealed record RecordLine(string Type, string Id, McodeGroup Group, ClinicalDate? Date, ResourceText Text, Verdict? Verdict)
{
    /// <summary>Where it came from, or null when no origin is kept.</summary>
    public Origin? Origin { get; init; }

    internal FhirDocument? Document { get; init; }

    internal static RecordLine Of(StoredResource resource, FhirDocument document) =>
        new(resource.Type, resource.Id, McodeGroups.Of(document), ClinicalDates.Of(document), ResourceText.Of(document), null) { Document = document };
}
