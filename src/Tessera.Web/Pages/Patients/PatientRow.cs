using Tessera.Centre.PatientLists;
using Tessera.Fhir.Json;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Patients;

/// <summary>One patient in a list.</summary>
/// <param name="Listed">What the journey and the verdicts say.</param>
/// <param name="Name">Name, or empty.</param>
/// <param name="Identifier">First identifier, or empty.</param>
/// <param name="Born">Date of birth in words, or empty.</param>
public sealed record PatientRow(ListedPatient Listed, string Name, string Identifier, string Born)
{
    /// <summary>Technical id.</summary>
    public string Id => Listed.Summary.Patient;

    /// <summary>Family name first, for sorting.</summary>
    public string SortName { get; private init; } = "";

    internal static PatientRow Of(ListedPatient listed, FhirDocument patient) => new(
        listed, PatientName.Of(patient), PatientName.Identifier(patient), patient.Root.Text("birthDate") is { } born ? Wording.Date(born) : "")
    {
        SortName = PatientName.Sorted(patient),
    };
}
