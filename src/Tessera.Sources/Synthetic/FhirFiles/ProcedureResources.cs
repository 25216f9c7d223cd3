using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>Operations, and courses of radiotherapy with the volumes that they irradiate.</summary>
internal sealed class ProcedureResources(FhirFolder folder, SyntheticPatient patient) : ResourceWriter(folder, patient)
{
    private const string Photons = "1156506007";
    private const string CentiGray = "cGy";

    public override void Write()
    {
        for (var i = 0; i < Patient.Operations.Count; i++) WriteOperation(Patient.Operations[i], $"{Key}-q{i + 1}");
        for (var i = 0; i < Patient.Radiotherapies.Count; i++) WriteRadiotherapy(Patient.Radiotherapies[i], $"{Key}-x{i + 1}");
    }

    private void WriteOperation(Operation operation, string id)
    {
        var surgery = operation.Surgery;
        var json = File("Procedure").Begin();
        json.Head("Procedure"u8, id, surgery.RemovesTumour ? McodeProfiles.CancerRelatedSurgicalProcedure : null);
        json.IntentExtension(operation.Intent);
        json.WriteString("status"u8, "completed"u8);
        if (surgery.RemovesTumour) json.Code("category"u8, CodeSystems.Snomed, McodeCodes.SurgicalProcedure);
        json.WriteStartObject("code"u8);
        if (surgery.RemovesTumour)
        {
            json.WriteStartArray("coding"u8);
            foreach (var coding in surgery.Code.Codings) coding.Write(json);
            // The IG's search for operations asks for the general code.
            json.Coding(CodeSystems.Snomed, McodeCodes.SurgicalProcedure);
            json.WriteEndArray();
        }

        json.WriteString("text"u8, surgery.Code.Text);
        json.WriteEndObject();
        Subject(json);
        json.Date("performedDateTime"u8, operation.On);
        Reason(json);
        if (surgery.RemovesTumour && Patient.Cancer.Site.BodySite is { } site)
        {
            json.WriteStartArray("bodySite"u8);
            json.Concept(site);
            json.WriteEndArray();
        }

        File("Procedure").End();
    }

    private void WriteRadiotherapy(RadiotherapyCourse course, string id)
    {
        for (var i = 0; i < course.Plan.Volumes.Length; i++) WriteVolume(course.Plan.Volumes[i], $"{id}-v{i + 1}");
        var json = File("Procedure").Begin();
        json.Head("Procedure"u8, id, McodeProfiles.RadiotherapyCourseSummary);
        WriteExtensions(json, course, id);
        json.WriteString("status"u8, course.Fractions < course.Plan.Fractions ? "stopped"u8 : "completed"u8);
        json.Code("category"u8, CodeSystems.Snomed, McodeCodes.Radiotherapy);
        json.WriteStartObject("code"u8);
        json.WriteStartArray("coding"u8);
        json.Coding(CodeSystems.Snomed, McodeCodes.RadiotherapyCourse);
        json.WriteEndArray();
        json.WriteString("text"u8, course.Plan.Name);
        json.WriteEndObject();
        Subject(json);
        json.Period("performedPeriod"u8, course.Start, course.End);
        Reason(json);
        json.WriteStartArray("bodySite"u8);
        json.Concept(course.Plan.Volumes[0].Location);
        json.WriteEndArray();
        File("Procedure").End();
    }

    private static void WriteExtensions(Utf8JsonWriter json, RadiotherapyCourse course, string id)
    {
        json.WriteStartArray("extension"u8);
        WriteNumber(json, SyntheticProfiles.RadiotherapySessions, course.Fractions);
        json.SnomedExtension(McodeExtensions.ProcedureIntent, SyntheticCodes.Of(course.Intent));
        json.WriteStartObject();
        json.WriteString("url"u8, McodeExtensions.RadiotherapyModalityAndTechnique);
        json.WriteStartArray("extension"u8);
        json.SnomedExtension(McodeExtensions.RadiotherapyModality, Photons);
        json.SnomedExtension(McodeExtensions.RadiotherapyTechnique, course.Plan.Technique);
        json.WriteEndArray();
        json.WriteEndObject();
        for (var i = 0; i < course.Plan.Volumes.Length; i++) WriteDose(json, course, course.Plan.Volumes[i], $"BodyStructure/{id}-v{i + 1}");
        json.WriteEndArray();
    }

    private static void WriteDose(Utf8JsonWriter json, RadiotherapyCourse course, Volume volume, string reference)
    {
        var fractions = Math.Max(1, volume.Fractions - (course.Plan.Fractions - course.Fractions));
        json.WriteStartObject();
        json.WriteString("url"u8, SyntheticProfiles.DoseDelivered);
        json.WriteStartArray("extension"u8);
        json.WriteStartObject();
        json.WriteString("url"u8, "volume"u8);
        json.Reference("valueReference"u8, reference);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("url"u8, "totalDoseDelivered"u8);
        json.Quantity("valueQuantity"u8, volume.CentiGray / volume.Fractions * fractions, CentiGray);
        json.WriteEndObject();
        WriteNumber(json, "fractionsDelivered", fractions);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string url, int number)
    {
        json.WriteStartObject();
        json.WriteString("url"u8, url);
        json.WriteNumber("valueUnsignedInt"u8, number);
        json.WriteEndObject();
    }

    private void WriteVolume(Volume volume, string id)
    {
        var json = File("BodyStructure").Begin();
        json.Head("BodyStructure"u8, id, SyntheticProfiles.RadiotherapyVolume);
        json.Concept("location"u8, volume.Location);
        json.WriteString("description"u8, volume.Name);
        json.Reference("patient"u8, SubjectReference);
        File("BodyStructure").End();
    }
}
