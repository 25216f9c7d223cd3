using System.Globalization;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.FhirFiles;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.MefFiles;

/// <summary>Procedures, medicines ordered and administered, side effects. MEF has no layout for what a pharmacy hands over.</summary>
internal sealed class TreatmentRows(MefFolder folder, SyntheticPatient patient, Draw slips) : RowWriter(folder, patient, slips)
{
    private const string LocalProcedures = "https://synthetic-centre.example/procedures";
    private const string Photons = "1156506007";

    public override void Write()
    {
        for (var i = 0; i < Patient.Operations.Count; i++) WriteOperation(Patient.Operations[i], $"{Key}-q{i + 1}");
        for (var i = 0; i < Patient.Radiotherapies.Count; i++) WriteRadiotherapy(Patient.Radiotherapies[i], $"{Key}-x{i + 1}");
        for (var i = 0; i < Patient.Regimens.Count; i++) WriteCourse(Patient.Regimens[i], $"{Key}-r{i + 1}");
        for (var i = 0; i < Patient.AdverseEvents.Count; i++) WriteAdverseEvent(Patient.AdverseEvents[i], $"{Key}-a{i + 1}");
    }

    private void WriteOperation(Operation operation, string id)
    {
        var code = operation.Surgery.Code.Codings.Count > 0 ? operation.Surgery.Code.Codings[0]
            : operation.Surgery.RemovesTumour ? new Coding(CodeSystems.Snomed, McodeCodes.SurgicalProcedure) : new Coding(LocalProcedures, "TRANSPLANT");
        WriteProcedure(id, code, operation.Surgery.Code.Text, "completed", operation.On, SnomedOf(Patient.Cancer.Site.BodySite), operation.Intent);
    }

    private void WriteRadiotherapy(RadiotherapyCourse course, string id) =>
        WriteProcedure(id, new Coding(CodeSystems.Snomed, Photons), course.Plan.Name, "completed", course.Start, SnomedOf(course.Plan.Volumes[0].Location), course.Intent);

    private void WriteProcedure(string id, Coding code, string name, string status, DateOnly on, string? bodySite, Intent intent) =>
        Folder.Procedures.Row(Key, id, Cancer, status, code.Code, code.System, name, CancerCode.Code, CancerCode.System, Patient.Cancer.Site.Text, Date(on), bodySite, null, SyntheticCodes.Of(intent));

    private void WriteCourse(RegimenCourse course, string id)
    {
        for (var i = 0; i < course.Regimen.Parts.Length; i++) WriteRequest(course, course.Regimen.Parts[i], $"{id}-{i + 1}");
        foreach (var cycle in course.Cycles)
        {
            for (var i = 0; i < cycle.Doses.Count; i++)
            {
                var dose = cycle.Doses[i];
                if (dose.SupplyDays > 0) continue;
                var one = MedicineResources.DoseId(id, cycle.Number, i + 1);
                WriteDose(course, dose, one);
                if (dose.RecordedTwice) WriteDose(course, dose, one + "-again");
            }
        }
    }

    private void WriteDose(RegimenCourse course, Dose dose, string id)
    {
        var code = CodeOf(dose.Part.Medicine);
        Folder.Administrations.Row(Key, id, code.Code, code.System, dose.Part.Medicine.Name, Date(dose.On), Date(dose.On), CancerCode.Code, CancerCode.System, Patient.Cancer.Site.Text,
            SyntheticCodes.Of(course.Intent), dose.NotGiven ? "not-done" : "completed");
    }

    private void WriteRequest(RegimenCourse course, Part part, string id)
    {
        var code = CodeOf(part.Medicine);
        var status = course.End == CourseEnd.Ongoing ? "active" : course.WasStopped ? "stopped" : "completed";
        var numbered = !part.ByAge && part.Basis != DoseBasis.AreaUnderCurve;
        Folder.Requests.Row(Key, id, code.Code, code.System, part.Medicine.Name, CancerCode.Code, CancerCode.System, Patient.Cancer.Site.Text, SyntheticCodes.Of(course.Intent),
            Slip(ErrorKind.MandatoryCellEmpty, id, Folder.Requests) ? null : status, "order", Date(course.Start), $"doctor-{Doctors.Of(Patient).Number}", SyntheticCodes.RouteCode(part.Medicine.Route), null,
            numbered ? "ordered" : null, numbered ? part.Amount.ToString(CultureInfo.InvariantCulture) : null, numbered ? MedicineResources.DoseUnit(part.Basis) : null, part.SupplyDays > 0 ? "QD" : null);
    }

    private void WriteAdverseEvent(AdverseEventFact adverse, string id)
    {
        var seriousness = adverse.Grade >= 4 ? "SeriousIsLifeThreatening" : adverse.Grade == 3 ? "Serious" : "Non-serious";
        var suspect = MedicineResources.SuspectOf(Patient, adverse);
        Folder.AdverseEvents.Row(Key, id, adverse.Toxicity.Term.ToUpperInvariant().Replace(' ', '-'), SyntheticCodes.SideEffects, null, adverse.Toxicity.Term, null, suspect, suspect is null ? null : "MedicationAdministration",
            seriousness, "http://terminology.hl7.org/CodeSystem/adverse-event-seriousness", null, null, null, null, null, Date(adverse.On), Date(adverse.On), adverse.Grade.ToString(), null,
            adverse.Resolved is { } resolved ? Date(resolved) : null);
    }
}
