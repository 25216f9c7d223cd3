using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.FhirFiles;
using Tessera.Sources.Synthetic.Story;
using static Tessera.Sources.Synthetic.EuropeanFiles.EuropeanFolder;

namespace Tessera.Sources.Synthetic.EuropeanFiles;

/// <summary>Operations, radiotherapy, medicines ordered and given, side effects.</summary>
internal sealed class TreatmentRows(EuropeanFolder folder, SyntheticPatient patient)
{
    private readonly string key = patient.Key;
    private readonly string cancer = patient.Key + "-c0";

    public void Write()
    {
        for (var i = 0; i < patient.Operations.Count; i++) WriteOperation(patient.Operations[i], $"{key}-q{i + 1}");
        for (var i = 0; i < patient.Radiotherapies.Count; i++) WriteRadiotherapy(patient.Radiotherapies[i], $"{key}-x{i + 1}");
        for (var i = 0; i < patient.Regimens.Count; i++) WriteCourse(patient.Regimens[i], $"{key}-r{i + 1}");
        for (var i = 0; i < patient.AdverseEvents.Count; i++) WriteEffect(patient.AdverseEvents[i], $"{key}-a{i + 1}");
    }

    private void WriteOperation(Operation operation, string id)
    {
        var code = operation.Surgery.Code.Codings.Count > 0 ? operation.Surgery.Code.Codings[0].Code : operation.Surgery.RemovesTumour ? McodeCodes.SurgicalProcedure : null;
        var isSurgery = operation.Surgery.Code.Codings.Count > 0 || operation.Surgery.RemovesTumour;
        folder.Procedures.Row(key, id, cancer, isSurgery ? "Operation" : "Transplantation", code, operation.Surgery.Code.Text, Date(operation.On), Snomed(patient.Cancer.Site.BodySite), Goal(operation.Intent));
    }

    private void WriteRadiotherapy(RadiotherapyCourse course, string id) =>
        folder.Procedures.Row(key, id, cancer, "Bestrahlung", null, course.Plan.Name, Date(course.Start), Snomed(course.Plan.Volumes[0].Location), Goal(course.Intent));

    private void WriteCourse(RegimenCourse course, string id)
    {
        for (var i = 0; i < course.Regimen.Parts.Length; i++) WriteOrder(course, course.Regimen.Parts[i], $"{id}-{i + 1}");
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

    private void WriteDose(RegimenCourse course, Dose dose, string id) =>
        folder.Doses.Row(key, id, cancer, dose.Part.Medicine.Atc, dose.Part.Medicine.Name, Date(dose.On), dose.NotGiven ? null : Number(dose.Amount), dose.NotGiven ? null : SyntheticCodes.Unit(dose.Part.Basis),
            Goal(course.Intent), dose.NotGiven ? "nicht gegeben" : "gegeben");

    private void WriteOrder(RegimenCourse course, Part part, string id)
    {
        var status = course.End == CourseEnd.Ongoing ? "laufend" : course.WasStopped ? "abgebrochen" : "beendet";
        var reason = course.ReasonMissing ? null : course.End switch
        {
            CourseEnd.NoResponse => "kein Ansprechen", CourseEnd.NotTolerated => "Unverträglichkeit", CourseEnd.Refused => "Wunsch des Patienten",
            CourseEnd.LostToFollowUp => "nicht mehr erschienen", CourseEnd.Death => "Tod", _ => null,
        };
        var numbered = !part.ByAge && part.Basis != DoseBasis.AreaUnderCurve;
        folder.Orders.Row(key, id, cancer, part.Medicine.Atc, part.Medicine.Name, Date(course.Start), Goal(course.Intent), status, reason,
            part.Medicine.Route switch { Route.Intravenous => "i.v.", Route.Oral => "p.o.", Route.Subcutaneous => "s.c.", Route.Intramuscular => "i.m.", _ => "i.th." },
            numbered ? Number(part.Amount) : null, numbered ? MedicineResources.DoseUnit(part.Basis) : null);
    }

    private void WriteEffect(AdverseEventFact effect, string id) =>
        folder.Effects.Row(key, id, effect.Toxicity.Term.ToUpperInvariant().Replace(' ', '-'), effect.Toxicity.Term, effect.Grade.ToString(), Date(effect.On), effect.Resolved is { } resolved ? Date(resolved) : null,
            MedicineResources.SuspectOf(patient, effect));

    private static string? Snomed(Concept? concept) => concept?.Codings.FirstOrDefault(coding => coding.System == CodeSystems.Snomed)?.Code;

    private static string Goal(Intent intent) => intent == Intent.Curative ? "kurativ" : "palliativ";
}
