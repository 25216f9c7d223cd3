using System.Globalization;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.FhirFiles;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.MefFiles;

/// <summary>observation-information: results, scores, variants, grade groups. A test that was not done has no value and therefore no row.</summary>
internal sealed class FindingRows(MefFolder folder, SyntheticPatient patient, Draw slips) : RowWriter(folder, patient, slips)
{
    private const string Variant = "69548-6";

    public override void Write()
    {
        for (var i = 0; i < Patient.Findings.Count; i++) WriteFinding(Patient.Findings[i], $"{Key}-o{i + 1}");
        for (var i = 0; i < Patient.GenomicTests.Count; i++) WriteVariants(Patient.GenomicTests[i], $"{Key}-g{i + 1}");
        for (var i = 0; i < Patient.Stages.Count; i++) WriteStage(Patient.Stages[i], $"{Key}-s{i + 1}");
    }

    private void WriteFinding(Finding finding, string id)
    {
        if (finding.Cancelled) return;
        var (kind, code) = (finding.Kind, CodeOf(finding));
        var day = kind.Category == "laboratory" && Slip(ErrorKind.ImpossibleDate, id, Folder.Observations) ? $"{finding.On.Year:0000}-02-30" : Date(finding.On);
        var result = finding.Result;
        var value = result is not null ? (result.Codings.Count > 0 ? result.Codings[0].Code : result.Text) : Number(finding);
        Folder.Observations.Row(Key, id, "final", code.Code, code.System, kind.Code.Text, value, result?.Codings.Count > 0 ? result.Codings[0].System : null, day);
    }

    private static Coding CodeOf(Finding finding)
    {
        var code = finding.Kind.Code;
        return finding.LocalCode || code.Codings.Count == 0 ? new Coding(SyntheticCodes.LocalLaboratory, FindingResources.LocalCode(finding.Kind)) : code.Codings[0];
    }

    private static string Number(Finding finding)
    {
        var number = finding.Number.ToString(CultureInfo.InvariantCulture);
        return finding.Kind.IsScore || finding.UnitMissing || finding.Kind.Unit is null ? number : $"{number} {finding.Kind.Unit}";
    }

    private void WriteVariants(GenomicTest test, string id)
    {
        var number = 0;
        foreach (var variant in test.Found) WriteVariant($"{id}-v{++number}", variant.Name, "LA9633-4", test.Reported);
        foreach (var gene in test.Negative) WriteVariant($"{id}-v{++number}", gene.Symbol, "LA9634-2", test.Reported);
    }

    private void WriteVariant(string id, string name, string answer, DateOnly day) =>
        Folder.Observations.Row(Key, id, "final", Variant, CodeSystems.Loinc, name, answer, CodeSystems.Loinc, Date(day));

    private void WriteStage(StageFact stage, string id)
    {
        if (stage.Scheme == StagingScheme.GradeGroup)
            Folder.Observations.Row(Key, id, "final", "385377005", CodeSystems.Snomed, "Gleason grade group", SyntheticCodes.GradeGroupText(stage.Group!), null, Date(stage.On));
        if (stage.Scheme == StagingScheme.LeukaemiaRisk)
            Folder.Observations.Row(Key, id, "final", "C167435", CodeSystems.NciThesaurus, "Risk of leukaemia", stage.Group == "High" ? "C122458" : "C122457", CodeSystems.NciThesaurus, Date(stage.On));
    }
}
