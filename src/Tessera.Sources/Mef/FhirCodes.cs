using Tessera.Sources.Mapping;

namespace Tessera.Sources.Mef;

/// <summary>The code lists of FHIR R4 whose bindings are required and that MEF's layouts fill.</summary>
internal static class FhirCodes
{
    public static readonly CodeList AdministrativeGender = new("administrative-gender", "male female other unknown");
    public static readonly CodeList BirthSex = new("US Core birthsex", "F M UNK ASKU OTH");
    public static readonly CodeList ConditionClinical = new("condition-clinical", "active recurrence relapse inactive remission resolved");
    public static readonly CodeList ConditionVerification = new("condition-ver-status",
        "unconfirmed provisional differential confirmed refuted entered-in-error");
    public static readonly CodeList ConditionCategory = new("condition-category", "problem-list-item encounter-diagnosis health-concern");
    public static readonly CodeList ObservationStatus = new("observation-status",
        "registered preliminary final amended corrected cancelled entered-in-error unknown");
    public static readonly CodeList EventStatus = new("event-status",
        "preparation in-progress not-done on-hold stopped completed entered-in-error unknown");
    public static readonly CodeList MedicationAdministrationStatus = new("medication-admin-status",
        "in-progress not-done on-hold completed entered-in-error stopped unknown");
    public static readonly CodeList MedicationRequestStatus = new("medicationrequest-status",
        "active on-hold cancelled completed entered-in-error stopped draft unknown");
    public static readonly CodeList MedicationRequestIntent = new("medicationrequest-intent",
        "proposal plan order original-order reflex-order filler-order instance-order option");
    public static readonly CodeList DoseRateType = new("dose-rate-type", "calculated ordered");
    public static readonly CodeList TimingAbbreviation = new("GTSAbbreviation",
        "AM PM BED BID TID QID QD QOD Q1H Q2H Q3H Q4H Q6H Q8H WK MO JB JE JH");
    public static readonly CodeList EncounterStatus = new("encounter-status",
        "planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown");
    public static readonly CodeList AppointmentStatus = new("appointmentstatus",
        "proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist");
    public static readonly CodeList AdverseEventActuality = new("adverse-event-actuality", "actual potential");
    public static readonly CodeList AdverseEventSeverity = new("adverse-event-severity", "mild moderate severe");
    public static readonly CodeList CtcaeGrade = new("CTCAE grades", "0 1 2 3 4 5");

    public static readonly CodeList AdverseEventSeriousness = new("adverse-event-seriousness",
        "Non-serious Serious SeriousResultsInDeath SeriousIsLifeThreatening SeriousResultsInHospitalization "
        + "SeriousResultsInDisability SeriousIsBirthDefect SeriousRequiresPreventImpairment");

    public static readonly CodeList SuspectTypes = new("the types of a suspected cause",
        "Immunization Procedure Substance Medication MedicationAdministration MedicationStatement Device");

    public static readonly CodeList ResearchSubjectStatus = new("research-subject-status",
        "candidate eligible follow-up ineligible not-registered off-study on-study on-study-intervention on-study-observation "
        + "pending-on-study potential-candidate screening withdrawn");

    public static readonly CodeList ResearchStudyStatus = new("research-study-status",
        "active administratively-completed approved closed-to-accrual closed-to-accrual-and-intervention completed disapproved "
        + "in-review temporarily-closed-to-accrual temporarily-closed-to-accrual-and-intervention withdrawn");

    public static readonly CodeList DataAbsentReasons = new("data-absent-reason",
        "unknown asked-unknown temp-unknown not-asked asked-declined masked not-applicable unsupported as-text error not-a-number "
        + "negative-infinity positive-infinity not-performed not-permitted");
}
