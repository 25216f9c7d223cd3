namespace Tessera.Sources.FhirRecords;

/// <summary>The order in which types are read: what others refer to first.</summary>
internal static class RecordOrder
{
    /// <summary>The types of a cancer record.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "Organization", "Location", "Practitioner", "PractitionerRole", "Patient", "RelatedPerson", "Group", "Encounter", "Condition", "BodyStructure", "Specimen",
        "Medication", "ResearchStudy", "ResearchSubject", "FamilyMemberHistory", "AllergyIntolerance", "Observation", "MolecularSequence", "ImagingStudy",
        "DiagnosticReport", "ServiceRequest", "CarePlan", "Procedure", "MedicationRequest", "MedicationAdministration", "MedicationDispense", "MedicationStatement",
        "Immunization", "AdverseEvent", "DocumentReference", "Appointment", "Consent",
    ];

    private static readonly Dictionary<string, int> Places = Types.Select((type, place) => (type, place)).ToDictionary(pair => pair.type, pair => pair.place, StringComparer.Ordinal);

    /// <summary>The place of a type; others come last.</summary>
    public static int Of(string type) => Places.GetValueOrDefault(type, Types.Count);
}
