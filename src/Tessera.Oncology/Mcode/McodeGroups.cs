using Tessera.Fhir.Json;

namespace Tessera.Oncology.Mcode;

/// <summary>Which of the six groups a resource is shown in: the group of the mCODE profile it claims, else that of its type.</summary>
public static class McodeGroups
{
    private static readonly Dictionary<string, McodeGroup> ByType = new(StringComparer.Ordinal)
    {
        ["Condition"] = McodeGroup.Disease,
        ["Observation"] = McodeGroup.Labs,
        ["DiagnosticReport"] = McodeGroup.Labs,
        ["BodyStructure"] = McodeGroup.Disease,
        ["MolecularSequence"] = McodeGroup.Genomics,
        ["AllergyIntolerance"] = McodeGroup.Labs,
        ["FamilyMemberHistory"] = McodeGroup.Labs,
        ["ImagingStudy"] = McodeGroup.Labs,
        ["Medication"] = McodeGroup.Treatment,
        ["MedicationRequest"] = McodeGroup.Treatment,
        ["MedicationAdministration"] = McodeGroup.Treatment,
        ["MedicationDispense"] = McodeGroup.Treatment,
        ["MedicationStatement"] = McodeGroup.Treatment,
        ["Immunization"] = McodeGroup.Treatment,
        ["Procedure"] = McodeGroup.Treatment,
        ["ServiceRequest"] = McodeGroup.Treatment,
        ["CarePlan"] = McodeGroup.Treatment,
        ["RequestGroup"] = McodeGroup.Treatment,
        ["AdverseEvent"] = McodeGroup.Outcome,
    };

    /// <summary>The group of a resource. What has no place in mCODE (encounters, appointments, trials) stands with the patient.</summary>
    public static McodeGroup Of(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (McodeProfileTable.ClaimedBy(resource) is { } profile) return profile.Group;
        return resource.ResourceType is { } type ? Of(type) : McodeGroup.Patient;
    }

    /// <summary>The group of a type that claims no mCODE profile.</summary>
    public static McodeGroup Of(string resourceType) => ByType.GetValueOrDefault(resourceType, McodeGroup.Patient);
}
