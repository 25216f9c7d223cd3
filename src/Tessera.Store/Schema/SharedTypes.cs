namespace Tessera.Store.Schema;

/// <summary>Resource types that stand beside patients' records.</summary>
internal static class SharedTypes
{
    /// <summary>Types without any patient's data, visible to who may see only some patients. A type that is not here may hold anything.</summary>
    public static IReadOnlySet<string> VisibleWithoutPatient { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "ActivityDefinition", "CapabilityStatement", "CodeSystem", "CompartmentDefinition", "ConceptMap", "DeviceDefinition", "Endpoint",
        "HealthcareService", "ImplementationGuide", "InsurancePlan", "Library", "Location", "Measure", "Medication", "MedicationKnowledge", "NamingSystem",
        "ObservationDefinition", "OperationDefinition", "Organization", "OrganizationAffiliation", "PlanDefinition", "Practitioner",
        "PractitionerRole", "Questionnaire", "ResearchStudy", "SearchParameter", "SpecimenDefinition", "StructureDefinition",
        "StructureMap", "Substance", "ValueSet",
    };

    /// <summary>Types whose content is part of the story of the patients whose records refer to them: their change is those patients' change.</summary>
    public static IReadOnlySet<string> PartOfStories { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "BodyStructure", "Device", "Group", "List", "Medication", "PlanDefinition", "ResearchStudy", "Specimen", "Substance",
    };
}
