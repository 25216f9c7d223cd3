using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>The cancer, its metastases, other illnesses, the tumour and its sizes, disease status.</summary>
internal sealed class DiseaseResources(FhirFolder folder, SyntheticPatient patient) : ResourceWriter(folder, patient)
{
    private const string ClinicalStatus = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private const string VerificationStatus = "http://terminology.hl7.org/CodeSystem/condition-ver-status";

    public override void Write()
    {
        WriteCancer();
        for (var i = 0; i < Patient.Metastases.Count; i++) WriteMetastasis(Patient.Metastases[i], i + 1);
        for (var i = 0; i < Patient.Comorbidities.Count; i++) WriteIllness(Patient.Comorbidities[i], i + 1);
        WriteComorbidities();
        if (Patient.Tumours.Count > 0) WriteTumour();
        for (var i = 0; i < Patient.Tumours.Count; i++) WriteSize(Patient.Tumours[i], i + 1);
        for (var i = 0; i < Patient.Statuses.Count; i++) WriteStatus(Patient.Statuses[i], i + 1);
    }

    private void WriteCancer()
    {
        var cancer = Patient.Cancer;
        var json = Condition($"{Key}-c0", McodeProfiles.PrimaryCancerCondition);
        json.WriteStartArray("extension"u8);
        WriteAsserted(json, cancer);
        json.WriteStartObject();
        json.WriteString("url"u8, McodeExtensions.HistologyMorphologyBehavior);
        json.Concept("valueCodeableConcept"u8, cancer.Histology.Code);
        json.WriteEndObject();
        json.WriteEndArray();
        Statuses(json, cancer.ClinicalStatus, McodeCodes.PrimaryCancer);
        json.WriteStartObject("code"u8);
        json.WriteStartArray("coding"u8);
        SyntheticCodes.Cancer(cancer, Flavour).Write(json);
        if (Flavour == SyntheticFlavour.UnitedStates && Patient.Subtype.SnomedDisease is { } snomed) json.Coding(CodeSystems.Snomed, snomed);
        json.WriteEndArray();
        json.WriteString("text"u8, cancer.Site.Text);
        json.WriteEndObject();
        if (cancer.Site.BodySite is { } site) WriteBodySite(json, site, cancer.Side);
        Subject(json);
        json.Date("recordedDate"u8, cancer.Recorded);
        WriteStages(json);
        File("Condition").End();
    }

    private static void WriteAsserted(Utf8JsonWriter json, PrimaryCancer cancer)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, McodeExtensions.AssertedDate);
        if (cancer.MonthOnly) json.WriteString("valueDateTime"u8, cancer.Diagnosed.ToString("yyyy-MM"));
        else json.Date("valueDateTime"u8, cancer.Diagnosed);
        json.WriteEndObject();
    }

    private static void WriteBodySite(Utf8JsonWriter json, Concept site, Side side)
    {
        json.WriteStartArray("bodySite"u8);
        json.WriteStartObject();
        if (SyntheticCodes.Of(side) is { } laterality)
        {
            json.WriteStartArray("extension"u8);
            json.SnomedExtension(McodeExtensions.LateralityQualifier, laterality);
            json.WriteEndArray();
        }

        json.WriteStartArray("coding"u8);
        foreach (var coding in site.Codings) coding.Write(json);
        json.WriteEndArray();
        json.WriteString("text"u8, site.Text);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteStages(Utf8JsonWriter json)
    {
        var open = false;
        for (var i = 0; i < Patient.Stages.Count; i++)
        {
            if (Patient.Stages[i].Scheme is StagingScheme.LeukaemiaRisk or StagingScheme.GradeGroup) continue;
            if (!open) json.WriteStartArray("stage"u8);
            open = true;
            json.WriteStartObject();
            json.References("assessment"u8, $"Observation/{Key}-s{i + 1}");
            json.WriteEndObject();
        }

        if (open) json.WriteEndArray();
    }

    private void WriteMetastasis(Metastasis metastasis, int number)
    {
        var json = Condition($"{Key}-m{number}", McodeProfiles.SecondaryCancerCondition);
        json.WriteStartArray("extension"u8);
        json.WriteStartObject();
        json.WriteString("url"u8, SyntheticProfiles.RelatedPrimary);
        json.Reference("valueReference"u8, Cancer);
        json.WriteEndObject();
        json.WriteEndArray();
        Statuses(json, "active", McodeCodes.SecondaryCancer);
        json.WriteStartObject("code"u8);
        json.WriteStartArray("coding"u8);
        SyntheticCodes.Metastasis(metastasis.Site, Flavour).Write(json);
        if (Flavour == SyntheticFlavour.UnitedStates && metastasis.Site.Snomed is { } snomed) json.Coding(CodeSystems.Snomed, snomed);
        json.WriteEndArray();
        json.WriteString("text"u8, metastasis.Site.Text);
        json.WriteEndObject();
        Subject(json);
        json.Date("onsetDateTime"u8, metastasis.On);
        json.Date("recordedDate"u8, metastasis.On);
        File("Condition").End();
    }

    private void WriteIllness(Comorbidity illness, int number)
    {
        var json = Condition($"{Key}-c{number}", null);
        Statuses(json, "active", null);
        json.WriteStartObject("code"u8);
        if (!illness.TextOnly)
        {
            json.WriteStartArray("coding"u8);
            SyntheticCodes.Illness(illness.Illness, Flavour).Write(json);
            json.WriteEndArray();
        }

        json.WriteString("text"u8, illness.Illness.Text);
        json.WriteEndObject();
        Subject(json);
        json.WriteString("onsetDateTime"u8, illness.Since.Year.ToString());
        json.Date("recordedDate"u8, Patient.Cancer.Diagnosed);
        File("Condition").End();
    }

    private void WriteComorbidities()
    {
        if (Patient.Comorbidities.Count == 0) return;
        var json = File("Observation").Begin();
        json.Head("Observation"u8, $"{Key}-k1", SyntheticProfiles.Comorbidities);
        json.WriteStartArray("extension"u8);
        for (var i = 1; i <= Patient.Comorbidities.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("url"u8, SyntheticProfiles.RelatedCondition);
            json.Reference("valueReference"u8, $"Condition/{Key}-c{i}");
            json.WriteEndObject();
        }

        if (Patient.Comorbidities.All(illness => illness.Illness != Places.Diabetes)) WriteAbsent(json, Places.Diabetes);
        json.WriteEndArray();
        json.WriteString("status"u8, "final"u8);
        json.Categories("exam");
        json.Code("code"u8, CodeSystems.Snomed, "398192003");
        Subject(json);
        json.References("focus"u8, Cancer);
        json.Date("effectiveDateTime"u8, Patient.Cancer.Diagnosed);
        File("Observation").End();
    }

    private void WriteAbsent(Utf8JsonWriter json, Illness illness)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, SyntheticProfiles.RelatedConditionAbsent);
        var coding = SyntheticCodes.Illness(illness, Flavour);
        json.WriteStartObject("valueCodeableConcept"u8);
        json.WriteStartArray("coding"u8);
        json.Coding(coding.System, coding.Code);
        json.WriteEndArray();
        json.WriteString("text"u8, illness.Text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteTumour()
    {
        var json = File("BodyStructure").Begin();
        json.Head("BodyStructure"u8, $"{Key}-t1", SyntheticProfiles.Tumor);
        json.WriteStartArray("extension"u8);
        json.WriteStartObject();
        json.WriteString("url"u8, SyntheticProfiles.RelatedCondition);
        json.Reference("valueReference"u8, Cancer);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("identifier"u8);
        json.WriteStartObject();
        json.WriteString("use"u8, "usual"u8);
        json.Code("type"u8, "http://hl7.org/fhir/resource-types", "BodyStructure");
        json.WriteString("system"u8, "https://synthetic-centre.example/tumours");
        json.WriteString("value"u8, $"{Key}-t1");
        json.WriteEndObject();
        json.WriteEndArray();
        json.Concept("location"u8, Patient.Cancer.Site.BodySite!);
        if (SyntheticCodes.Of(Patient.Cancer.Side) is { } side)
        {
            json.WriteStartArray("locationQualifier"u8);
            json.Code(CodeSystems.Snomed, side);
            json.WriteEndArray();
        }

        json.Reference("patient"u8, SubjectReference);
        File("BodyStructure").End();
    }

    private void WriteSize(TumourFact tumour, int number)
    {
        var json = File("Observation").Begin();
        json.Head("Observation"u8, $"{Key}-z{number}", SyntheticProfiles.TumorSize);
        json.WriteString("status"u8, "final"u8);
        json.Code("code"u8, CodeSystems.Loinc, "21889-1");
        Subject(json);
        json.References("focus"u8, $"BodyStructure/{Key}-t1");
        json.Date("effectiveDateTime"u8, tumour.On);
        json.Code("method"u8, CodeSystems.Snomed, tumour.OnImaging ? "363679005" : "787377000");
        json.WriteStartArray("component"u8);
        WriteDimension(json, "33728-7", tumour.LongestCentimetres);
        WriteDimension(json, "33729-5", tumour.OtherCentimetres);
        json.WriteEndArray();
        File("Observation").End();
    }

    private static void WriteDimension(Utf8JsonWriter json, string code, double centimetres)
    {
        json.WriteStartObject();
        json.Code("code"u8, CodeSystems.Loinc, code);
        json.Quantity("valueQuantity"u8, centimetres, "cm");
        json.WriteEndObject();
    }

    private void WriteStatus(StatusFact status, int number)
    {
        var json = File("Observation").Begin();
        json.Head("Observation"u8, $"{Key}-d{number}", McodeProfiles.CancerDiseaseStatus);
        json.WriteStartArray("extension"u8);
        json.SnomedExtension(McodeExtensions.DiseaseStatusEvidenceType, SyntheticCodes.Of(status.Evidence));
        json.WriteEndArray();
        json.WriteString("status"u8, "final"u8);
        json.Code("code"u8, CodeSystems.Loinc, McodeCodes.DiseaseStatus);
        Subject(json);
        json.References("focus"u8, Cancer);
        json.Date("effectiveDateTime"u8, status.On);
        json.Code("valueCodeableConcept"u8, CodeSystems.Snomed, SyntheticCodes.Of(status.Trend));
        File("Observation").End();
    }

    private Utf8JsonWriter Condition(string id, string? profile)
    {
        var json = File("Condition").Begin();
        json.Head("Condition"u8, id, profile);
        return json;
    }

    private static void Statuses(Utf8JsonWriter json, string clinical, string? snomedCategory)
    {
        json.Code("clinicalStatus"u8, ClinicalStatus, clinical);
        json.Code("verificationStatus"u8, VerificationStatus, "confirmed");
        json.WriteStartArray("category"u8);
        json.Code(CodeSystems.ConditionCategory, "problem-list-item");
        if (snomedCategory is not null) json.Code(CodeSystems.Snomed, snomedCategory);
        json.WriteEndArray();
    }
}
