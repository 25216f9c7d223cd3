using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Surgery, radiotherapy and other procedures.</summary>
internal static class ProcedureFacts
{
    // A volume is a BodyStructure, described elsewhere or in place.
    private const string CentiGray = "cGy";

    public static Fact? Read(in RecordReader record, string? profile)
    {
        var root = record.Root;
        if (record.Concept(root[record.Fields.Code]) is not { } code) return null;
        return KindOf(record, profile, code) switch
        {
            TreatmentKind.Radiotherapy or TreatmentKind.RadiotherapyCourse => Course(record, code),
            var kind => Done(record, code, kind == TreatmentKind.Surgery),
        };
    }

    private static TreatmentKind KindOf(in RecordReader record, string? profile, Concept code)
    {
        if (profile == "mcode-cancer-related-surgical-procedure") return TreatmentKind.Surgery;
        if (profile == "mcode-radiotherapy-course-summary" || code.Is(CodeSystems.Snomed, McodeCodes.RadiotherapyCourse)) return TreatmentKind.RadiotherapyCourse;
        foreach (var category in record.Concepts(record.Root[record.Fields.Category]))
        {
            if (category.Is(CodeSystems.Snomed, McodeCodes.SurgicalProcedure)) return TreatmentKind.Surgery;
            if (category.Is(CodeSystems.Snomed, McodeCodes.Radiotherapy)) return TreatmentKind.Radiotherapy;
        }

        if (record.Extension(record.Root, McodeExtensions.RadiotherapyDoseDeliveredToVolume).Exists) return TreatmentKind.Radiotherapy;
        foreach (var coding in code.Codings)
            if (CancerTreatments.OfCode(coding.System, coding.Code) is not TreatmentKind.Other and var kind) return kind;
        return TreatmentKind.Other;
    }

    private static ProcedureDone Done(in RecordReader record, Concept code, bool isSurgery) => new()
    {
        Source = record.Source, Date = record.Date(), Code = code, IsSurgery = isSurgery, Sites = record.Sites(record.Root[record.Fields.BodySite]),
        Intent = record.ExtensionConcept(record.Root, McodeExtensions.ProcedureIntent), Status = record.Status(),
        StatusReason = record.Concept(record.Root[record.Fields.StatusReason]), Cancer = record.Reference(record.Root[record.Fields.ReasonReference], "Condition"),
    };

    private static RadiotherapyCourse Course(in RecordReader record, Concept code)
    {
        var root = record.Root;
        var modalities = new List<string>();
        var doses = new List<VolumeDose>();
        var volumes = new List<string>();
        foreach (var extension in root[record.Fields.Extension].Items)
        {
            if (record.IsUrl(extension, McodeExtensions.RadiotherapyModalityAndTechnique)) modalities.Add(Modality(record, extension));
            else if (record.IsUrl(extension, McodeExtensions.RadiotherapyDoseDeliveredToVolume)) doses.Add(Dose(record, extension, volumes));
        }

        if (modalities.Count == 0 && !code.Is(CodeSystems.Snomed, McodeCodes.RadiotherapyCourse)) modalities.Add(code.Plain);
        return new RadiotherapyCourse
        {
            Source = record.Source, Date = record.Date(), Modalities = modalities, Doses = doses, Related = volumes,
            Sessions = RecordReader.Integer(record.Extension(root, McodeExtensions.RadiotherapySessions)[record.Fields.ValueUnsignedInt]),
            Sites = record.Sites(root[record.Fields.BodySite]), Intent = record.ExtensionConcept(root, McodeExtensions.ProcedureIntent), Status = record.Status(),
            TerminationReason = record.ExtensionConcept(root, McodeExtensions.TreatmentTerminationReason) ?? record.Concept(root[record.Fields.StatusReason]),
            PartOf = record.Reference(root[record.Fields.PartOf], "Procedure"), Cancer = record.Reference(root[record.Fields.ReasonReference], "Condition"),
        };
    }

    private static string Modality(in RecordReader record, FhirNode extension)
    {
        var modality = record.ExtensionConcept(extension, McodeExtensions.RadiotherapyModality)?.Plain ?? "modality not recorded";
        var techniques = new List<string>();
        foreach (var part in extension[record.Fields.Extension].Items)
            if (record.IsUrl(part, McodeExtensions.RadiotherapyTechnique) && record.Concept(part[record.Fields.ValueCodeableConcept]) is { } technique) techniques.Add(technique.Plain);
        return techniques.Count == 0 ? modality : $"{modality} ({string.Join(", ", techniques)})";
    }

    private static VolumeDose Dose(in RecordReader record, FhirNode extension, List<string> volumes)
    {
        var reference = record.Extension(extension, "volume")[record.Fields.ValueReference];
        var target = record.Reference(reference);
        if (target is not null && !target.StartsWith('#')) volumes.Add(target);
        var volume = record.Resolve(target);
        var name = RecordReader.TextOf(volume[record.Fields.Description]);
        if (name.Length == 0) name = record.Concept(volume[record.Fields.Location])?.Plain ?? RecordReader.TextOf(reference[record.Fields.Display]);
        var dose = record.Quantity(record.Extension(extension, "totalDoseDelivered")[record.Fields.ValueQuantity]);
        return new VolumeDose(
            name, dose?.UnitCode == CentiGray ? dose.Number : dose?.UnitCode == "Gy" ? dose.Number * 100 : null,
            RecordReader.Integer(record.Extension(extension, "fractionsDelivered")[record.Fields.ValueUnsignedInt]));
    }
}
