using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>Results of tests, measurements and scores.</summary>
internal sealed class FindingResources(FhirFolder folder, SyntheticPatient patient) : ResourceWriter(folder, patient)
{
    public override void Write()
    {
        for (var i = 0; i < Patient.Findings.Count; i++) Write(Patient.Findings[i], i + 1);
    }

    private void Write(Finding finding, int number)
    {
        var kind = finding.Kind;
        var json = File("Observation").Begin();
        // A profile of a marker requires the value that a cancelled test does not have.
        json.Head("Observation"u8, $"{Key}-o{number}", finding.Cancelled ? null : kind.Profile);
        json.WriteString("status"u8, finding.Cancelled ? "cancelled"u8 : "final"u8);
        json.Categories(kind.Category == "survey" ? "exam" : kind.Category, kind.IsMarker ? McodeCodes.TumorMarker : null);
        if (finding.LocalCode) WriteLocalCode(json, kind);
        else json.Concept("code"u8, kind.Code);
        Subject(json);
        json.Date("effectiveDateTime"u8, finding.On);
        WriteValue(json, finding);
        File("Observation").End();
    }

    private static void WriteLocalCode(Utf8JsonWriter json, FindingKind kind)
    {
        json.WriteStartObject("code"u8);
        json.WriteStartArray("coding"u8);
        json.Coding(SyntheticCodes.LocalLaboratory, LocalCode(kind));
        json.WriteEndArray();
        json.WriteString("text"u8, kind.Code.Text);
        json.WriteEndObject();
    }

    /// <summary>The laboratory's own code: the first word of the test, in capitals.</summary>
    public static string LocalCode(FindingKind kind) => kind.Code.Text.Split([' ', ','])[0].ToUpperInvariant();

    private static void WriteValue(Utf8JsonWriter json, Finding finding)
    {
        var kind = finding.Kind;
        if (finding.Cancelled)
        {
            json.Code("dataAbsentReason"u8, CodeSystems.DataAbsentReason, "not-performed");
        }
        else if (finding.Result is { } result)
        {
            json.Concept("valueCodeableConcept"u8, result);
        }
        else if (kind.IsScore)
        {
            json.WriteNumber("valueInteger"u8, (int)finding.Number);
            WriteMeaning(json, kind, (int)finding.Number);
        }
        else
        {
            json.Quantity("valueQuantity"u8, finding.Number, finding.UnitMissing ? null : kind.Unit);
            if (kind.High > kind.Low && !finding.UnitMissing) WriteRange(json, kind);
        }
    }

    // The answers of ECOG, Karnofsky and Lansky that mCODE itself shows.
    private static void WriteMeaning(Utf8JsonWriter json, FindingKind kind, int score)
    {
        if (kind == FindingKinds.Ecog && score == 0) Interpretation(json, CodeSystems.Loinc, "LA9622-7");
        if (kind == FindingKinds.Karnofsky && score == 90) Interpretation(json, CodeSystems.Loinc, "LA29176-7");
        if (kind == FindingKinds.Lansky && score % 10 == 0) Interpretation(json, CodeSystems.NciThesaurus, LanskyCode(score / 10));
    }

    private static string LanskyCode(int tens) => tens < 5 ? $"C7{538 + tens:0000}" : $"C694{16 + tens}";

    private static void Interpretation(Utf8JsonWriter json, string system, string code)
    {
        json.WriteStartArray("interpretation"u8);
        json.Code(system, code);
        json.WriteEndArray();
    }

    private static void WriteRange(Utf8JsonWriter json, FindingKind kind)
    {
        json.WriteStartArray("referenceRange"u8);
        json.WriteStartObject();
        json.Quantity("low"u8, kind.Low, kind.Unit);
        json.Quantity("high"u8, kind.High, kind.Unit);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
