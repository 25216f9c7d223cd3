using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Orders, dispenses, administrations and statements of medicines.</summary>
internal static class MedicineFacts
{
    public static MedicineEvent? Read(in RecordReader record, MedicineEventKind how)
    {
        var root = record.Root;
        var (medicine, shared) = Medicine(record);
        if (medicine is null) return null;
        var dosage = root[how is MedicineEventKind.Administered or MedicineEventKind.Stated ? record.Fields.Dosage : record.Fields.DosageInstruction].Items.First;
        return new MedicineEvent
        {
            Source = record.Source, Date = record.Date(), How = how, Medicine = medicine, Related = shared is null ? [] : [shared],
            Dose = record.Quantity(dosage[record.Fields.Dose]) ?? record.Quantity(dosage[record.Fields.DoseAndRate].Items.First[record.Fields.DoseQuantity]),
            Route = record.Concept(dosage[record.Fields.Route]),
            DaysSupply = record.Quantity(root[record.Fields.DaysSupply])?.Number,
            MeantFor = Bounds(record, dosage),
            Intent = record.ExtensionConcept(root, McodeExtensions.ProcedureIntent),
            Status = record.Status(),
            StatusReason = record.Concept(root[record.Fields.StatusReason]) ?? record.ExtensionConcept(root, McodeExtensions.TreatmentTerminationReason),
            Order = record.Reference(root[record.Fields.Request]) ?? record.Reference(root[record.Fields.Prescription]),
            Cancer = record.Reference(root[record.Fields.ReasonReference], "Condition"),
        };
    }

    // The medicine itself, and the reference to the resource that names it when it is not written in place.
    private static (Medicine? Medicine, string? Shared) Medicine(in RecordReader record)
    {
        if (record.Concept(record.Root[record.Fields.MedicationCodeableConcept]) is { } written) return (Facts.Medicine.Of(written), null);
        var reference = record.Root[record.Fields.MedicationReference];
        var target = record.Reference(reference);
        if (record.Concept(record.Resolve(target)[record.Fields.Code]) is { } shared) return (Facts.Medicine.Of(shared), target!.StartsWith('#') ? null : target);
        return reference[record.Fields.Display] is { Kind: JsonKind.String } display ? (Facts.Medicine.Of(new Concept(display.ToText(), [])), null) : default;
    }

    private static ClinicalDate? Bounds(in RecordReader record, FhirNode dosage)
    {
        var period = dosage[record.Fields.Timing][record.Fields.Repeat][record.Fields.BoundsPeriod];
        var start = RecordReader.TextOf(period[record.Fields.Start]);
        var end = RecordReader.TextOf(period[record.Fields.End]);
        return ClinicalDate.IsDate(start) ? new ClinicalDate(start, ClinicalDate.IsDate(end) ? end : null) : null;
    }
}
