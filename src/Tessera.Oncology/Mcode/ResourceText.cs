using Tessera.Fhir.Json;

namespace Tessera.Oncology.Mcode;

/// <summary>One resource in a line for people: what kind of fact it is and what it says.</summary>
/// <param name="Kind">Such as <c>TNM stage group</c> or <c>Medicine administered</c>.</param>
/// <param name="Says">Such as <c>IIIC</c> or the medicine's name; empty when the resource says nothing more.</param>
public sealed record ResourceText(string Kind, string Says)
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["AdverseEvent"] = "Adverse event", ["CarePlan"] = "Care plan", ["Condition"] = "Condition", ["DiagnosticReport"] = "Report", ["BodyStructure"] = "Body structure",
        ["MedicationRequest"] = "Medicine ordered", ["MedicationAdministration"] = "Medicine administered", ["MedicationStatement"] = "Medicine taken",
        ["MedicationDispense"] = "Medicine dispensed", ["ResearchSubject"] = "Trial participation", ["ResearchStudy"] = "Trial", ["Appointment"] = "Appointment",
        ["Encounter"] = "Encounter", ["ServiceRequest"] = "Order", ["AllergyIntolerance"] = "Allergy", ["FamilyMemberHistory"] = "Family history",
    };

    /// <summary>Describes a resource.</summary>
    public static ResourceText Of(FhirDocument resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var root = resource.Root;
        var type = resource.ResourceType ?? "";
        var profile = McodeProfileTable.ClaimedBy(resource);
        if (type == "Observation")
        {
            var says = Join(PlainText.Value(root), Components(root), PlainText.Concepts(root["interpretation"]));
            return new ResourceText(profile?.Label ?? Or(PlainText.Concept(root["code"]), "Observation"), profile is null ? says : Named(profile, root, says));
        }

        return new ResourceText(profile?.Label ?? Kinds.GetValueOrDefault(type, type), Statement(type, root));
    }

    // A profile whose code is open (a tumour marker, a risk score) says which one it is.
    private static string Named(McodeProfile profile, FhirNode root, string says) =>
        profile.Name is "mcode-tumor-marker-test" or "mcode-cancer-stage" or "mcode-cancer-risk-assessment" ? Colon(PlainText.Concept(root["code"]), says) : says;

    private static string Statement(string type, FhirNode root) => type switch
    {
        "Patient" => Join(root.Text("gender") ?? "", root.Text("birthDate") is { } born ? $"born {born}" : ""),
        "Condition" => Join(PlainText.Concept(root["code"]), Site(root["bodySite"])),
        "Procedure" => Join(PlainText.Concept(root["code"]), Site(root["bodySite"])),
        "BodyStructure" => Join(PlainText.Concept(root["morphology"]), PlainText.Concept(root["location"]), root.Text("description") ?? ""),
        "Specimen" => PlainText.Concept(root["type"]),
        "MedicationRequest" or "MedicationAdministration" or "MedicationStatement" or "MedicationDispense" =>
            Join(Or(PlainText.Concept(root["medicationCodeableConcept"]), root["medicationReference"].Text("display") ?? ""), PlainText.Quantity(root["dosage"]["dose"])),
        "AdverseEvent" => Join(PlainText.Concept(root["event"]), PlainText.Concept(root["seriousness"]), PlainText.Concept(root["severity"])),
        "CarePlan" => Join(root.Text("title") ?? "", root.Text("description") ?? "", PlainText.Concepts(root["category"])),
        "ResearchSubject" => Or(root["study"].Text("display") ?? "", root.Text("status") ?? ""),
        "ResearchStudy" => Join(root.Text("title") ?? "", root.Text("status") ?? ""),
        "Encounter" => Join(Class(root["class"]), PlainText.Concepts(root["type"])),
        "Appointment" => Or(root.Text("description") ?? "", PlainText.Concepts(root["serviceType"])),
        _ => PlainText.Concept(root["code"]),
    };

    // http://terminology.hl7.org/CodeSystem/v3-ActCode, ActEncounterCode
    private static string Class(FhirNode encounterClass) => encounterClass.Text("display") ?? encounterClass.Text("code") switch
    {
        "AMB" => "ambulatory",
        "EMER" => "emergency",
        "FLD" => "field",
        "HH" => "home health",
        "IMP" => "inpatient",
        "OBSENC" => "observation",
        "SS" => "short stay",
        "VR" => "virtual",
        var code => code ?? "",
    };

    private static string Components(FhirNode observation)
    {
        var texts = new List<string>();
        foreach (var component in observation["component"].Items)
            if (PlainText.Value(component) is { Length: > 0 } value) texts.Add(Colon(PlainText.Concept(component["code"]), value));
        return texts.Count > 4 ? string.Join(", ", texts.Take(4)) + ", …" : string.Join(", ", texts);
    }

    private static string Site(FhirNode sites)
    {
        var texts = new List<string>();
        foreach (var site in sites.Items)
        {
            texts.Add(PlainText.Concept(site));
            foreach (var extension in site["extension"].Items)
                texts.Add(PlainText.Concept(extension["valueCodeableConcept"]));
        }

        return string.Join(", ", texts.Where(text => text.Length > 0));
    }

    private static string Join(params ReadOnlySpan<string> parts)
    {
        var kept = new List<string>(parts.Length);
        foreach (var part in parts)
            if (part.Length > 0) kept.Add(part);
        return string.Join(" · ", kept);
    }

    private static string Colon(string name, string value) => name.Length == 0 ? value : value.Length == 0 ? name : $"{name}: {value}";

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
