using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.MefFiles;

/// <summary>condition-information, staging-information and cancer-disease-status-information.</summary>
internal sealed class DiseaseRows(MefFolder folder, SyntheticPatient patient, Draw slips) : RowWriter(folder, patient, slips)
{
    private const string LocalIllnesses = "https://synthetic-centre.example/problem-list";

    public override void Write()
    {
        WriteCancer();
        for (var i = 0; i < Patient.Metastases.Count; i++) WriteMetastasis(Patient.Metastases[i], $"{Key}-m{i + 1}");
        for (var i = 0; i < Patient.Comorbidities.Count; i++) WriteIllness(Patient.Comorbidities[i], $"{Key}-c{i + 1}");
        foreach (var stage in Patient.Stages) WriteStage(stage);
        for (var i = 0; i < Patient.Statuses.Count; i++) WriteStatus(Patient.Statuses[i], $"{Key}-d{i + 1}");
    }

    private void WriteCancer()
    {
        var cancer = Patient.Cancer;
        var histology = SnomedOf(cancer.Histology.Code) ?? cancer.Histology.Code.Codings[0].Code;
        Folder.Conditions.Row(Key, Cancer, CancerCode.System, CancerCode.Code, cancer.Site.Text, "problem-list-item", cancer.MonthOnly ? cancer.Diagnosed.ToString("yyyy-MM") : Date(cancer.Diagnosed),
            cancer.ClinicalStatus, "confirmed", SnomedOf(cancer.Site.BodySite), SyntheticCodes.Of(cancer.Side), histology);
    }

    private void WriteMetastasis(Metastasis metastasis, string id)
    {
        var code = SyntheticCodes.Metastasis(metastasis.Site, Folder.Flavour);
        Folder.Conditions.Row(Key, id, code.System, code.Code, metastasis.Site.Text, "problem-list-item", Date(metastasis.On), "active", "confirmed");
    }

    private void WriteIllness(Comorbidity illness, string id)
    {
        var code = illness.TextOnly ? new Coding(LocalIllnesses, illness.Illness.Text) : SyntheticCodes.Illness(illness.Illness, Folder.Flavour);
        Folder.Conditions.Row(Key, id, code.System, code.Code, illness.Illness.Text, "problem-list-item", illness.Since.Year.ToString(), "active", "confirmed");
    }

    // Grade groups and the risk of leukaemia have no place in MEF's staging layout: they are observations.
    private void WriteStage(StageFact stage)
    {
        var type = stage.IsPathologic ? "Pathologic" : "Clinical";
        if (stage.Scheme == StagingScheme.Tnm)
        {
            Folder.Stages.Row(Key, Cancer, stage.Group, Prefixed(stage, stage.T), Prefixed(stage, stage.N), stage.M is null ? null : "c" + stage.M, type, SyntheticCodes.AjccEdition, CodeSystems.Snomed, Date(stage.On));
        }
        else if (stage.Scheme is StagingScheme.Iss or StagingScheme.RevisedIss)
        {
            Folder.Stages.Row(Key, Cancer, stage.Group, null, null, null, type, stage.Scheme == StagingScheme.Iss ? "1149162008" : "1149163003", CodeSystems.Snomed, Date(stage.On));
        }
    }

    private static string? Prefixed(StageFact stage, string? category) => category is null ? null : stage.Prefix + category;

    private void WriteStatus(StatusFact status, string id)
    {
        var words = status.Trend.ToString().ToLowerInvariant();
        var code = Slip(ErrorKind.StatusAsText, id, Folder.Statuses) ? words : SyntheticCodes.Of(status.Trend);
        Folder.Statuses.Row(Key, Cancer, code, words, Date(status.On), SyntheticCodes.Of(status.Evidence), "final", Date(status.On.AddDays(2)));
    }
}
