using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;
using static Tessera.Sources.Synthetic.EuropeanFiles.EuropeanFolder;

namespace Tessera.Sources.Synthetic.EuropeanFiles;

/// <summary>Patients, diagnoses, stages, course of the disease, findings and contacts.</summary>
internal sealed class DiseaseRows(EuropeanFolder folder, SyntheticPatient patient)
{
    private readonly string key = patient.Key;
    private readonly string cancer = patient.Key + "-c0";

    public void Write()
    {
        var (person, address) = (patient.Person, patient.Person.Address);
        folder.Patients.Row(key, person.Family, person.Given, person.IsFemale ? "w" : "m", Date(person.Born), patient.Died is { } died ? Date(died) : null, address.Line, address.PostalCode, address.City);
        WriteDiagnoses();
        for (var i = 0; i < patient.Stages.Count; i++) WriteStage(patient.Stages[i], $"{key}-s{i + 1}");
        for (var i = 0; i < patient.Statuses.Count; i++) WriteStatus(patient.Statuses[i], $"{key}-d{i + 1}");
        for (var i = 0; i < patient.Findings.Count; i++) WriteFinding(patient.Findings[i], $"{key}-o{i + 1}");
        for (var i = 0; i < patient.GenomicTests.Count; i++) WriteVariants(patient.GenomicTests[i], $"{key}-g{i + 1}");
        for (var i = 0; i < patient.Visits.Count; i++) WriteVisit(patient.Visits[i], $"{key}-e{i + 1}");
    }

    private void WriteDiagnoses()
    {
        var primary = patient.Cancer;
        var histology = (primary.Histology.Code.Codings.FirstOrDefault(coding => coding.System == CodeSystems.Snomed) ?? primary.Histology.Code.Codings[0]).Code;
        var organ = primary.Site.BodySite?.Codings.FirstOrDefault(coding => coding.System == CodeSystems.Snomed)?.Code;
        folder.Diagnoses.Row(key, cancer, "Primärtumor", primary.Site.Icd10, primary.Site.Text, primary.MonthOnly ? primary.Diagnosed.ToString("MM.yyyy") : Date(primary.Diagnosed),
            primary.ClinicalStatus switch { "active" => "aktiv", "remission" => "Remission", "recurrence" => "Rezidiv", "relapse" => "Rückfall", "resolved" => "geheilt", _ => "ruhend" }, primary.Side switch { Side.Left => "L", Side.Right => "R", _ => null }, organ, histology);
        for (var i = 0; i < patient.Metastases.Count; i++)
            folder.Diagnoses.Row(key, $"{key}-m{i + 1}", "Metastase", patient.Metastases[i].Site.Icd10, patient.Metastases[i].Site.Text, Date(patient.Metastases[i].On), "aktiv");
        for (var i = 0; i < patient.Comorbidities.Count; i++)
            folder.Diagnoses.Row(key, $"{key}-c{i + 1}", "Begleiterkrankung", patient.Comorbidities[i].TextOnly ? null : patient.Comorbidities[i].Illness.Icd10, patient.Comorbidities[i].Illness.Text, patient.Comorbidities[i].Since.Year.ToString(), "aktiv");
    }

    private void WriteStage(StageFact stage, string id)
    {
        var system = stage.Scheme switch { StagingScheme.Tnm => "TNM", StagingScheme.Iss => "ISS", StagingScheme.RevisedIss => "R-ISS", StagingScheme.GradeGroup => "ISUP", _ => "Leukämierisiko" };
        var group = stage.Scheme == StagingScheme.GradeGroup ? SyntheticCodes.GradeGroupText(stage.Group!) : stage.Group;
        folder.Stages.Row(key, id, cancer, system, stage.IsPathologic ? "p" : "c", Date(stage.On), Prefixed(stage, stage.T), Prefixed(stage, stage.N), stage.M is null ? null : "c" + stage.M, stage.M is null ? null : "c", group, stage.Scheme == StagingScheme.Tnm ? "8" : null);
    }

    private static string? Prefixed(StageFact stage, string? category) => category is null ? null : stage.Prefix + category;

    private void WriteStatus(StatusFact status, string id) => folder.Courses.Row(key, id, cancer, Date(status.On),
        status.Trend switch
        {
            DiseaseTrend.FullRemission => "Vollremission", DiseaseTrend.PartialRemission => "Teilremission", DiseaseTrend.Improved => "gebessert",
            DiseaseTrend.Stable => "stabil", DiseaseTrend.Worsened => "Progress", _ => "nicht beurteilbar",
        },
        status.Evidence switch { StatusEvidence.Imaging => "Bildgebung", StatusEvidence.Laboratory => "Labor", StatusEvidence.Pathology => "Pathologie", _ => "Untersuchung" });

    private void WriteFinding(Finding finding, string id)
    {
        if (finding.Cancelled) return;
        var kind = finding.Kind;
        var code = finding.LocalCode || kind.Code.Codings.Count == 0 || kind.Code.Codings[0].System != CodeSystems.Loinc ? null : kind.Code.Codings[0].Code;
        var what = kind.IsScore ? kind.Code.Text.Split(' ')[0] : kind.Category == "vital-signs" ? kind == FindingKinds.SurfaceArea ? "Oberfläche" : "Vitalwert" : kind.IsMarker && !finding.LocalCode ? "Marker" : "Labor";
        var number = finding.Result is null ? Number(finding.Number) : null;
        folder.Findings.Row(key, id, what, Date(finding.On), code, kind.Code.Text, number, finding.Result is not null || finding.UnitMissing || kind.IsScore ? null : kind.Unit, finding.Result?.Text);
    }

    private void WriteVariants(GenomicTest test, string id)
    {
        var number = 0;
        foreach (var variant in test.Found) folder.Findings.Row(key, $"{id}-v{++number}", "Variante", Date(test.Reported), null, variant.Name, null, null, "nachgewiesen");
        foreach (var gene in test.Negative) folder.Findings.Row(key, $"{id}-v{++number}", "Variante", Date(test.Reported), null, gene.Symbol, null, null, "nicht nachgewiesen");
    }

    private void WriteVisit(Visit visit, string id) =>
        folder.Contacts.Row(key, id, visit.IsInpatient ? "stationär" : visit.IsRemote ? "telefonisch" : "ambulant", Date(visit.Start), Date(visit.End));
}
