using Tessera.Fhir.Json;

namespace Tessera.Oncology.Mcode;

/// <summary>The clinically relevant date of a resource, by type: when it was so or was done, before when it was written down.</summary>
public static class ClinicalDates
{
    // Elements in order of preference; a choice element is named by its JSON properties.
    private static readonly Dictionary<string, string[]> Elements = new(StringComparer.Ordinal)
    {
        ["Condition"] = ["onsetDateTime", "onsetPeriod", "recordedDate"],
        ["Observation"] = ["effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued"],
        ["DiagnosticReport"] = ["effectiveDateTime", "effectivePeriod", "issued"],
        ["Procedure"] = ["performedDateTime", "performedPeriod"],
        ["MedicationRequest"] = ["authoredOn"],
        ["MedicationAdministration"] = ["effectiveDateTime", "effectivePeriod"],
        ["MedicationStatement"] = ["effectiveDateTime", "effectivePeriod", "dateAsserted"],
        ["MedicationDispense"] = ["whenHandedOver", "whenPrepared"],
        ["Immunization"] = ["occurrenceDateTime"],
        ["ServiceRequest"] = ["occurrenceDateTime", "occurrencePeriod", "authoredOn"],
        ["Encounter"] = ["period"],
        ["EpisodeOfCare"] = ["period"],
        ["CarePlan"] = ["period", "created"],
        ["ResearchSubject"] = ["period"],
        ["ResearchStudy"] = ["period"],
        ["AdverseEvent"] = ["date", "detected", "recordedDate"],
        ["ImagingStudy"] = ["started"],
        ["DocumentReference"] = ["date"],
        ["AllergyIntolerance"] = ["onsetDateTime", "onsetPeriod", "recordedDate"],
        ["FamilyMemberHistory"] = ["date"],
        ["Flag"] = ["period"],
    };

    /// <summary>The date, or null when the resource carries none.</summary>
    public static ClinicalDate? Of(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Of(resource.ResourceType ?? "", resource.Root);
    }

    /// <summary>The same for a resource whose type is known.</summary>
    internal static ClinicalDate? Of(string type, FhirNode root)
    {
        switch (type)
        {
            case "Specimen":
                return From(root["collection"]["collectedDateTime"]) ?? From(root["collection"]["collectedPeriod"]) ?? From(root["receivedTime"]);
            case "Appointment":
                return root.Text("start") is { } start ? new ClinicalDate(start, root.Text("end")) : null;
            case "Condition" when Asserted(root) is { } asserted:
                return asserted;
        }

        foreach (var element in Elements.GetValueOrDefault(type, []))
            if (From(root[element]) is { } date) return date;
        return null;
    }

    private static ClinicalDate? Asserted(FhirNode condition)
    {
        foreach (var extension in condition["extension"].Items)
            if (extension["url"].TextEquals("http://hl7.org/fhir/StructureDefinition/condition-assertedDate"u8)) return From(extension["valueDateTime"]);
        return null;
    }

    private static ClinicalDate? From(FhirNode node) => node.Kind switch
    {
        JsonKind.String => node.ToText() is var text && ClinicalDate.IsDate(text) ? new ClinicalDate(text, null) : null,
        JsonKind.Object => node.Text("start") is { } start ? new ClinicalDate(start, node.Text("end")) : node.Text("end") is { } end ? new ClinicalDate("", end) : null,
        _ => null,
    };
}
