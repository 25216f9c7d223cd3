using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>Stages: TNM group with categories, grade group, ISS and R-ISS, risk of leukaemia.</summary>
internal sealed class StageResources(FhirFolder folder, SyntheticPatient patient) : ResourceWriter(folder, patient)
{
    public override void Write()
    {
        for (var i = 0; i < Patient.Stages.Count; i++) Write(Patient.Stages[i], $"{Key}-s{i + 1}");
    }

    private void Write(StageFact stage, string id)
    {
        switch (stage.Scheme)
        {
            case StagingScheme.Tnm:
                WriteTnm(stage, id);
                break;
            case StagingScheme.GradeGroup:
                WriteGradeGroup(stage, id);
                break;
            case StagingScheme.LeukaemiaRisk:
                WriteRisk(stage, id);
                break;
            default:
                WriteMyeloma(stage, id);
                break;
        }
    }

    private void WriteTnm(StageFact stage, string id)
    {
        if (stage.T is { } t) WriteCategory(stage, TnmPart.T, t, id + "-t");
        if (stage.N is { } n) WriteCategory(stage, TnmPart.N, n, id + "-n");
        if (stage.M is { } m) WriteCategory(stage, TnmPart.M, m, id + "-m");
        var json = Begin(stage, id, McodeProfiles.TnmStageGroup);
        json.Code("code"u8, CodeSystems.Snomed, TnmStaging.Type(TnmPart.Group, Basis(stage)));
        Rest(json, stage);
        WriteValue(json, TnmPart.Group, stage.Group!, Basis(stage));
        Method(json);
        if (stage.T is not null)
        {
            json.WriteStartArray("hasMember"u8);
            foreach (var part in (ReadOnlySpan<string>)["-t", "-n", "-m"]) json.Reference($"Observation/{id}{part}");
            json.WriteEndArray();
        }

        File("Observation").End();
    }

    // The M category of a stage after surgery is still a clinical one: nobody operates to prove that there is no metastasis.
    private void WriteCategory(StageFact stage, TnmPart part, string value, string id)
    {
        var prefix = part == TnmPart.M ? "c" : stage.Prefix;
        var basis = prefix.EndsWith('p') ? StagingBasis.Pathologic : StagingBasis.Clinical;
        var json = Begin(stage, id, TnmStaging.Profile(part));
        json.Code("code"u8, CodeSystems.Snomed, TnmStaging.Type(part, basis));
        Rest(json, stage);
        WriteValue(json, part, prefix + value, basis);
        Method(json);
        File("Observation").End();
    }

    private static void WriteValue(Utf8JsonWriter json, TnmPart part, string value, StagingBasis basis)
    {
        json.WriteStartObject("valueCodeableConcept"u8);
        json.WriteStartArray("coding"u8);
        if (TnmStaging.SnomedValue(part, value, basis) is { } snomed) json.Coding(CodeSystems.Snomed, snomed);
        json.Coding(CodeSystems.CancerStaging, value);
        json.WriteEndArray();
        json.WriteString("text"u8, value);
        json.WriteEndObject();
    }

    private void WriteGradeGroup(StageFact stage, string id)
    {
        var json = Begin(stage, id, McodeProfiles.CancerStage);
        json.Code("code"u8, CodeSystems.Snomed, "385377005");
        Rest(json, stage);
        json.WriteStartObject("valueCodeableConcept"u8);
        json.WriteString("text"u8, SyntheticCodes.GradeGroupText(stage.Group!));
        json.WriteEndObject();
        File("Observation").End();
    }

    private void WriteMyeloma(StageFact stage, string id)
    {
        var revised = stage.Scheme == StagingScheme.RevisedIss;
        var json = Begin(stage, id, McodeProfiles.CancerStage);
        json.Code("code"u8, CodeSystems.NciThesaurus, revised ? "C141392" : "C139007");
        Rest(json, stage);
        json.Code("valueCodeableConcept"u8, CodeSystems.NciThesaurus, StageCode(revised, stage.Group!));
        json.Code("method"u8, CodeSystems.Snomed, revised ? "1149163003" : "1149162008");
        File("Observation").End();
    }

    private static string StageCode(bool revised, string group) => (revised, group) switch
    {
        (false, "I") => "C70658",
        (false, "II") => "C70659",
        (false, _) => "C70660",
        (true, "I") => "C141394",
        (true, "II") => "C141395",
        (true, _) => "C141396",
    };

    private void WriteRisk(StageFact stage, string id)
    {
        var json = Begin(stage, id, SyntheticProfiles.LeukaemiaRisk);
        json.Code("code"u8, CodeSystems.NciThesaurus, "C167435");
        Rest(json, stage);
        json.Code("valueCodeableConcept"u8, CodeSystems.NciThesaurus, stage.Group == "High" ? "C122458" : "C122457");
        File("Observation").End();
    }

    private Utf8JsonWriter Begin(StageFact stage, string id, string profile)
    {
        var json = File("Observation").Begin();
        json.Head("Observation"u8, id, profile);
        json.WriteString("status"u8, "final"u8);
        json.Categories(stage.Scheme == StagingScheme.Tnm && !stage.IsPathologic ? "imaging" : "laboratory", McodeCodes.Staging);
        return json;
    }

    private void Rest(Utf8JsonWriter json, StageFact stage)
    {
        Subject(json);
        json.References("focus"u8, Cancer);
        json.Date("effectiveDateTime"u8, stage.On);
    }

    private static void Method(Utf8JsonWriter json) => json.Code("method"u8, CodeSystems.Snomed, SyntheticCodes.AjccEdition);

    private static StagingBasis Basis(StageFact stage) => stage.IsPathologic ? StagingBasis.Pathologic : StagingBasis.Clinical;
}
