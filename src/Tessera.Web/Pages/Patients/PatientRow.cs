using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Patients;

/// <summary>One patient in a list.</summary>
/// <param name="Id">Technical id.</param>
/// <param name="Name">Name, or empty.</param>
/// <param name="Identifier">First identifier, or empty.</param>
/// <param name="Sex">Administrative gender, or empty.</param>
/// <param name="Born">Date of birth in words, or empty.</param>
/// <param name="Cancers">Cancers in words.</param>
public sealed record PatientRow(string Id, string Name, string Identifier, string Sex, string Born, string Cancers)
{
    internal static PatientRow Of(string id, FhirDocument patient, IEnumerable<FhirDocument> conditions) => new(
        id, PatientName.Of(patient), PatientName.Identifier(patient), patient.Root.Text("gender") ?? "",
        patient.Root.Text("birthDate") is { } born ? Wording.Date(born) : "",
        string.Join(" · ", conditions.Select(condition => PlainText.Concept(condition.Root["code"])).Where(text => text.Length > 0).Distinct()));
}
