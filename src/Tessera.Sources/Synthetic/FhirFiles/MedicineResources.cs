using System.Globalization;
using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.FhirFiles;

/// <summary>Courses of medicines: a plan for the regimen, a request for each medicine, administrations, dispensed supplies, side effects.</summary>
internal sealed class MedicineResources(FhirFolder folder, SyntheticPatient patient) : ResourceWriter(folder, patient)
{
    private const string RequestCategory = "http://terminology.hl7.org/CodeSystem/medicationrequest-category";
    private const string Seriousness = "http://terminology.hl7.org/CodeSystem/adverse-event-seriousness";
    private const string CtcaeGrades = "http://hl7.org/fhir/us/ctcae/CodeSystem/ctcae-grade-code-system";

    public override void Write()
    {
        for (var i = 0; i < Patient.Regimens.Count; i++)
        {
            var (course, id) = (Patient.Regimens[i], $"{Key}-r{i + 1}");
            WritePlan(course, id);
            for (var part = 0; part < course.Regimen.Parts.Length; part++) WriteRequest(course, course.Regimen.Parts[part], id, part + 1);
            foreach (var cycle in course.Cycles) WriteDoses(course, cycle, id);
        }

        for (var i = 0; i < Patient.AdverseEvents.Count; i++) WriteAdverseEvent(Patient.AdverseEvents[i], i + 1);
    }

    /// <summary>Id of a dose: course, cycle and place in the cycle.</summary>
    public static string DoseId(string course, int cycle, int place) => $"{course}-{cycle}-{place}";

    private void WritePlan(RegimenCourse course, string id)
    {
        var json = File("CarePlan").Begin();
        json.Head("CarePlan"u8, id);
        json.WriteString("status"u8, course.End == CourseEnd.Ongoing ? "active"u8 : course.WasStopped ? "revoked"u8 : "completed"u8);
        json.WriteString("intent"u8, "plan"u8);
        json.WriteString("title"u8, course.Regimen.Name);
        json.WriteString("description"u8, $"{course.Regimen.Name}, cycles of {course.Regimen.CycleDays} days");
        Subject(json);
        json.Period("period"u8, course.Start, course.End == CourseEnd.Ongoing ? null : course.Finish);
        json.References("addresses"u8, Cancer);
        json.WriteStartArray("activity"u8);
        for (var part = 1; part <= course.Regimen.Parts.Length; part++)
        {
            json.WriteStartObject();
            json.Reference("reference"u8, RequestReference(id, part));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        File("CarePlan").End();
    }

    private void WriteRequest(RegimenCourse course, Part part, string id, int number)
    {
        var json = File("MedicationRequest").Begin();
        json.Head("MedicationRequest"u8, $"{id}-{number}", McodeProfiles.CancerRelatedMedicationRequest);
        json.IntentExtension(course.Intent);
        json.WriteString("status"u8, course.End == CourseEnd.Ongoing ? "active"u8 : course.WasStopped ? "stopped"u8 : "completed"u8);
        if (course.WasStopped && !course.ReasonMissing) json.Code("statusReason"u8, CodeSystems.Snomed, SyntheticCodes.Of(course.End)!);
        json.WriteString("intent"u8, "order"u8);
        json.WriteStartArray("category"u8);
        json.Code(RequestCategory, part.SupplyDays > 0 ? "community" : "outpatient");
        json.WriteEndArray();
        WriteMedicine(json, part.Medicine);
        Subject(json);
        json.Date("authoredOn"u8, course.Start);
        json.Reference("requester"u8, Doctors.Of(Patient).Reference(Key));
        Reason(json);
        json.WriteStartObject("groupIdentifier"u8);
        json.WriteString("system"u8, "https://synthetic-centre.example/regimens");
        json.WriteString("value"u8, id);
        json.WriteEndObject();
        WriteInstruction(json, course.Regimen, part);
        File("MedicationRequest").End();
    }

    private static void WriteInstruction(Utf8JsonWriter json, Regimen regimen, Part part)
    {
        json.WriteStartArray("dosageInstruction"u8);
        json.WriteStartObject();
        json.WriteString("text"u8, Instruction(regimen, part));
        WriteRoute(json, part.Medicine.Route);
        if (!part.ByAge && part.Basis != DoseBasis.AreaUnderCurve)
        {
            json.WriteStartArray("doseAndRate"u8);
            json.WriteStartObject();
            json.Quantity("doseQuantity"u8, part.Amount, DoseUnit(part.Basis));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Instruction(Regimen regimen, Part part)
    {
        var amount = part.ByAge ? "dose by age" : part.Basis == DoseBasis.AreaUnderCurve ? $"AUC {part.Amount:0.#}" : $"{part.Amount.ToString("0.###", CultureInfo.InvariantCulture)} {DoseUnit(part.Basis)}";
        return part.SupplyDays > 0
            ? $"{amount} a day by mouth for {part.SupplyDays} days of a cycle of {regimen.CycleDays} days"
            : $"{amount} on day {string.Join(", ", part.Days)} of a cycle of {regimen.CycleDays} days";
    }

    /// <summary>Unit of a dose as it is ordered.</summary>
    public static string DoseUnit(DoseBasis basis) => basis switch
    {
        DoseBasis.PerSquareMetre => "mg/m2",
        DoseBasis.PerKilogram => "mg/kg",
        DoseBasis.UnitsPerSquareMetre => "[IU]/m2",
        _ => "mg",
    };

    private void WriteDoses(RegimenCourse course, Cycle cycle, string id)
    {
        var place = 0;
        foreach (var dose in cycle.Doses)
        {
            var request = RequestReference(id, Array.IndexOf(course.Regimen.Parts, dose.Part) + 1);
            if (dose.SupplyDays > 0) WriteDispense(cycle, dose, DoseId(id, cycle.Number, ++place), request);
            else WriteAdministration(course, cycle, dose, DoseId(id, cycle.Number, ++place), request);
            if (dose.RecordedTwice) WriteAdministration(course, cycle, dose, DoseId(id, cycle.Number, place) + "-again", request);
        }
    }

    private void WriteAdministration(RegimenCourse course, Cycle cycle, Dose dose, string id, string request)
    {
        var json = File("MedicationAdministration").Begin();
        json.Head("MedicationAdministration"u8, id, McodeProfiles.CancerRelatedMedicationAdministration);
        json.IntentExtension(course.Intent);
        json.WriteString("status"u8, dose.NotGiven ? "not-done"u8 : "completed"u8);
        WriteMedicine(json, dose.Part.Medicine);
        Subject(json);
        json.Date("effectiveDateTime"u8, dose.On);
        Reason(json);
        json.Reference("request"u8, request);
        if (cycle.Percent < 100) WriteNote(json, $"Cycle {cycle.Number}, {cycle.Percent} % of the planned dose");
        json.WriteStartObject("dosage"u8);
        WriteRoute(json, dose.Part.Medicine.Route);
        json.Quantity("dose"u8, dose.Amount, SyntheticCodes.Unit(dose.Part.Basis));
        json.WriteEndObject();
        File("MedicationAdministration").End();
    }

    private void WriteDispense(Cycle cycle, Dose dose, string id, string request)
    {
        var json = File("MedicationDispense").Begin();
        json.Head("MedicationDispense"u8, id);
        json.WriteString("status"u8, "completed"u8);
        WriteMedicine(json, dose.Part.Medicine);
        Subject(json);
        json.References("authorizingPrescription"u8, request);
        json.Quantity("quantity"u8, Math.Round(dose.Amount * dose.SupplyDays, 2), "mg");
        json.Quantity("daysSupply"u8, dose.SupplyDays, "d");
        json.Date("whenHandedOver"u8, dose.On);
        json.WriteStartArray("dosageInstruction"u8);
        json.WriteStartObject();
        json.WriteString("text"u8, $"{dose.Amount.ToString("0.##", CultureInfo.InvariantCulture)} mg a day for {dose.SupplyDays} days, cycle {cycle.Number}");
        json.WriteEndObject();
        json.WriteEndArray();
        File("MedicationDispense").End();
    }

    private void WriteMedicine(Utf8JsonWriter json, Medicine medicine)
    {
        json.WriteStartObject("medicationCodeableConcept"u8);
        if (SyntheticCodes.Medicine(medicine, Flavour) is { } coding)
        {
            json.WriteStartArray("coding"u8);
            coding.Write(json);
            json.WriteEndArray();
        }

        json.WriteString("text"u8, medicine.Name);
        json.WriteEndObject();
    }

    private static void WriteRoute(Utf8JsonWriter json, Route route)
    {
        json.WriteStartObject("route"u8);
        if (SyntheticCodes.RouteCode(route) is { } code)
        {
            json.WriteStartArray("coding"u8);
            json.Coding(CodeSystems.Snomed, code);
            json.WriteEndArray();
        }

        json.WriteString("text"u8, SyntheticCodes.RouteText(route));
        json.WriteEndObject();
    }

    private static void WriteNote(Utf8JsonWriter json, string text)
    {
        json.WriteStartArray("note"u8);
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string RequestReference(string course, int part) => $"MedicationRequest/{course}-{part}";

    private void WriteAdverseEvent(AdverseEventFact adverse, int number)
    {
        var json = File("AdverseEvent").Begin();
        json.Head("AdverseEvent"u8, $"{Key}-a{number}");
        json.WriteStartArray("extension"u8);
        json.WriteStartObject();
        json.WriteString("url"u8, SyntheticProfiles.CtcaeGrade);
        json.Code("valueCodeableConcept"u8, CtcaeGrades, adverse.Grade.ToString());
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("actuality"u8, "actual"u8);
        json.WriteStartObject("event"u8);
        json.WriteString("text"u8, adverse.Toxicity.Term);
        json.WriteEndObject();
        Subject(json);
        json.Date("date"u8, adverse.On);
        json.Code("seriousness"u8, Seriousness, adverse.Grade >= 4 ? "SeriousIsLifeThreatening" : adverse.Grade == 3 ? "Serious" : "Non-serious");
        if (SuspectOf(Patient, adverse) is { } suspect)
        {
            json.WriteStartArray("suspectEntity"u8);
            json.WriteStartObject();
            json.Reference("instance"u8, "MedicationAdministration/" + suspect);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        File("AdverseEvent").End();
    }

    /// <summary>Id of the administration that is suspected, or null.</summary>
    public static string? SuspectOf(SyntheticPatient patient, AdverseEventFact adverse)
    {
        if (adverse.Suspect is not { } suspect || adverse.Course > patient.Regimens.Count) return null;
        foreach (var cycle in patient.Regimens[adverse.Course - 1].Cycles)
        {
            for (var i = 0; i < cycle.Doses.Count; i++)
                if (ReferenceEquals(cycle.Doses[i], suspect)) return DoseId($"{patient.Key}-r{adverse.Course}", cycle.Number, i + 1);
        }

        return null;
    }
}
