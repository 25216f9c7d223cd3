using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>Genomic reports: what was studied, what was found, and for each gene without a finding that there is none.</summary>
internal sealed class GenomicResources(FhirFolder folder, SyntheticPatient patient) : ResourceWriter(folder, patient)
{
    private const string Hgnc = "http://www.genenames.org";
    private const string Hgvs = "http://varnomen.hgvs.org";

    public override void Write()
    {
        for (var i = 0; i < Patient.GenomicTests.Count; i++) Write(Patient.GenomicTests[i], $"{Key}-g{i + 1}");
    }

    private void Write(GenomicTest test, string id)
    {
        // The planted error: a report older than its specimen.
        var reported = test.DatesSwapped ? test.Collected.AddDays(-test.Reported.DayNumber + test.Collected.DayNumber) : test.Reported;
        var results = new List<string> { $"Observation/{id}-r" };
        WriteRegion(test, id + "-r", reported);
        var number = 0;
        foreach (var variant in test.Found)
        {
            var one = $"{id}-v{++number}";
            WriteFound(test, variant, one, reported);
            results.Add("Observation/" + one);
        }

        foreach (var gene in test.Negative)
        {
            var one = $"{id}-v{++number}";
            WriteAbsent(test, gene, one, reported);
            results.Add("Observation/" + one);
        }

        WriteReport(test, id, reported, results);
    }

    private void WriteReport(GenomicTest test, string id, DateOnly reported, List<string> results)
    {
        var json = File("DiagnosticReport").Begin();
        json.Head("DiagnosticReport"u8, id, SyntheticProfiles.GenomicsReport);
        json.WriteString("status"u8, "final"u8);
        json.WriteStartArray("category"u8);
        json.Code("http://terminology.hl7.org/CodeSystem/v2-0074", "GE");
        json.WriteEndArray();
        json.WriteStartObject("code"u8);
        json.WriteStartArray("coding"u8);
        json.Coding(CodeSystems.Loinc, "51969-4");
        json.WriteEndArray();
        json.WriteString("text"u8, test.Panel.Name);
        json.WriteEndObject();
        Subject(json);
        json.Date("effectiveDateTime"u8, reported);
        json.References("specimen"u8, SpecimenOf(test));
        json.WriteStartArray("result"u8);
        foreach (var result in results) json.Reference(result);
        json.WriteEndArray();
        File("DiagnosticReport").End();
    }

    private string SpecimenOf(GenomicTest test)
    {
        for (var i = 0; i < Patient.Specimens.Count; i++)
            if (Patient.Specimens[i].Kind == test.Panel.Specimen) return $"Specimen/{Key}-p{i + 1}";
        return $"Specimen/{Key}-p1";
    }

    private void WriteRegion(GenomicTest test, string id, DateOnly reported)
    {
        var json = Begin(id, SyntheticProfiles.GenomicRegionStudied, "53041-0", reported);
        json.WriteStartArray("component"u8);
        json.WriteStartObject();
        json.Code("code"u8, CodeSystems.Loinc, "48018-6");
        json.WriteStartObject("valueCodeableConcept"u8);
        json.WriteStartArray("coding"u8);
        foreach (var gene in test.Panel.Studied) json.Coding(Hgnc, gene.Hgnc);
        json.WriteEndArray();
        json.WriteString("text"u8, string.Join(", ", test.Panel.Studied.Select(gene => gene.Symbol)));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        File("Observation").End();
    }

    private void WriteFound(GenomicTest test, Variant variant, string id, DateOnly reported)
    {
        var json = Variant(test, id, reported, "LA9633-4");
        json.WriteStartArray("component"u8);
        foreach (var gene in variant.Genes) WriteGene(json, gene);
        if (variant.CodingHgvs is { } coding) WriteComponent(json, "48004-6", Hgvs, coding, variant.Name);
        if (variant.ProteinHgvs is { } protein) WriteComponent(json, "48005-3", Hgvs, protein);
        if (variant.IsFusion) WriteComponent(json, "48019-4", "http://www.sequenceontology.org/", "SO:1000044");
        if (variant.Iscn is { } iscn) WriteText(json, "81291-7", iscn);
        WriteComponent(json, "48002-0", CodeSystems.Loinc, variant.IsGermline ? "LA6683-2" : "LA6684-0");
        json.WriteEndArray();
        File("Observation").End();
    }

    private void WriteAbsent(GenomicTest test, Gene gene, string id, DateOnly reported)
    {
        var json = Variant(test, id, reported, "LA9634-2");
        json.WriteStartArray("component"u8);
        WriteGene(json, gene);
        json.WriteEndArray();
        File("Observation").End();
    }

    private Utf8JsonWriter Variant(GenomicTest test, string id, DateOnly reported, string presence)
    {
        var json = Begin(id, SyntheticProfiles.GenomicVariant, "69548-6", reported);
        json.Code("valueCodeableConcept"u8, CodeSystems.Loinc, presence);
        json.WritePropertyName("method"u8);
        if (test.Panel.Method == "Sequencing") json.Code(CodeSystems.Loinc, "LA26398-0");
        else if (test.Panel.Method == "Karyotyping") json.Code(CodeSystems.Loinc, "LA26406-1");
        else WriteOnlyText(json, test.Panel.Method);
        json.Reference("specimen"u8, SpecimenOf(test));
        return json;
    }

    private Utf8JsonWriter Begin(string id, string profile, string code, DateOnly reported)
    {
        var json = File("Observation").Begin();
        json.Head("Observation"u8, id, profile);
        json.WriteString("status"u8, "final"u8);
        json.Categories("laboratory");
        json.Code("code"u8, CodeSystems.Loinc, code);
        Subject(json);
        json.Date("effectiveDateTime"u8, reported);
        return json;
    }

    private static void WriteGene(Utf8JsonWriter json, Gene gene)
    {
        json.WriteStartObject();
        json.Code("code"u8, CodeSystems.Loinc, "48018-6");
        json.WriteStartObject("valueCodeableConcept"u8);
        json.WriteStartArray("coding"u8);
        json.Coding(Hgnc, gene.Hgnc);
        json.WriteEndArray();
        json.WriteString("text"u8, gene.Symbol);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteComponent(Utf8JsonWriter json, string kind, string system, string code, string? text = null)
    {
        json.WriteStartObject();
        json.Code("code"u8, CodeSystems.Loinc, kind);
        json.WriteStartObject("valueCodeableConcept"u8);
        json.WriteStartArray("coding"u8);
        json.Coding(system, code);
        json.WriteEndArray();
        if (text is not null) json.WriteString("text"u8, text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string kind, string text)
    {
        json.WriteStartObject();
        json.Code("code"u8, CodeSystems.Loinc, kind);
        json.WritePropertyName("valueCodeableConcept"u8);
        WriteOnlyText(json, text);
        json.WriteEndObject();
    }

    private static void WriteOnlyText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }
}
