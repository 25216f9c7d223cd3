using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>encounter-information and appointment-information.</summary>
internal static class VisitLayouts
{
    public const string EncounterName = "Encounter";
    public const string AppointmentName = "Appointment";

    public static readonly Layout Encounter = new(EncounterName,
        Columns("mrn! encounterId! status! classCode! classSystem! typeCode typeSystem startDate endDate")
            .With("typeSystem", column => column with { Unused = "a code system without a code says nothing" }),
        [new ResourceRule("Encounter", EncounterBody())])
    {
        KeyColumn = "encounterId",
        Check = row => row.CheckOrder("startDate", "endDate"),
    };

    public static readonly Layout Appointment = new(AppointmentName,
        Columns("mrn! appointmentId! status! serviceCategory serviceType appointmentType specialty start end cancelationCode description"),
        [new ResourceRule("Appointment", AppointmentBody())])
    {
        KeyColumn = "appointmentId",
        Check = CheckAppointment,
    };

    private static ObjectElement EncounterBody() => new(
        ("identifier", Identifier(EncounterName, "encounterId")),
        ("status", new CodeElement("status", FhirCodes.EncounterStatus)),
        ("class", new Concept("classCode") { SystemColumn = "classSystem", IsCoding = true }),
        ("type", new ListElement(new Concept("typeCode") { SystemColumn = "typeSystem" })),
        ("subject", Subject()),
        ("period", new ObjectElement(("start", new DateElement("startDate", DateKind.DateTime)), ("end", new DateElement("endDate", DateKind.DateTime)))));

    private static ObjectElement AppointmentBody() => new(
        ("identifier", Identifier(AppointmentName, "appointmentId")),
        ("status", new CodeElement("status", FhirCodes.AppointmentStatus)),
        ("cancelationReason", new Concept("cancelationCode") { System = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason" }),
        ("serviceCategory", new ListElement(new Concept("serviceCategory") { System = "http://terminology.hl7.org/CodeSystem/service-category" })),
        ("serviceType", new ListElement(new Concept("serviceType") { System = "http://terminology.hl7.org/CodeSystem/service-type" })),
        ("specialty", new ListElement(new Concept("specialty") { System = CodeSystems.Snomed })),
        ("appointmentType", new Concept("appointmentType") { System = "http://terminology.hl7.org/CodeSystem/v2-0276" }),
        ("description", new TextElement("description")),
        ("start", new DateElement("start", DateKind.Instant)),
        ("end", new DateElement("end", DateKind.Instant)),
        ("participant", new ListElement(new ObjectElement(("actor", Subject()), ("status", Fixed.String("tentative"))))));

    // app-2, app-3 and app-4 of http://hl7.org/fhir/R4/appointment.html#invs
    private static void CheckAppointment(Row row)
    {
        row.CheckOrder("start", "end");
        var status = row["status"] is { } text ? FhirCodes.AppointmentStatus.Match(text) : null;
        var (start, end) = (row["start"], row["end"]);
        if ((start is null) != (end is null)) row.Problem(start is null ? "start" : "end", "an appointment has both start and end, or neither", "Fill in both or empty both.");
        if (start is null && end is null && status is not (null or "proposed" or "cancelled" or "waitlist"))
            row.Problem("start", "only a proposed, waiting or cancelled appointment may lack its time", "Fill in start and end.");
        if (row["cancelationCode"] is not null && status is not (null or "cancelled" or "noshow"))
            row.Problem("cancelationCode", "only a cancelled or missed appointment has a reason of cancellation", "Correct the status, or empty the reason.");
    }
}
