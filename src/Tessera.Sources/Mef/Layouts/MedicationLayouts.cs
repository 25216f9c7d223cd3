using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>cancer-related-medication-administration and -request.</summary>
internal static class MedicationLayouts
{
    public const string AdministrationName = "CancerRelatedMedicationAdministration";
    public const string RequestName = "CancerRelatedMedicationRequest";

    public static readonly Layout Administration = new(AdministrationName,
        Columns("mrn! medicationId code! codeSystem! displayText startDate endDate treatmentReasonCode treatmentReasonCodeSystem "
            + "treatmentReasonDisplayText treatmentIntent status!")
            .With("treatmentReasonCodeSystem", WithoutCode),
        [new ResourceRule("MedicationAdministration", AdministrationBody()) { Profile = _ => McodeProfiles.CancerRelatedMedicationAdministration }])
    {
        KeyColumn = "medicationId",
        IdentifyingColumns = ["code", "codeSystem", "startDate", "endDate"],
        IsReferredTo = true,
        Check = row => row.CheckOrder("startDate", "endDate"),
    };

    public static readonly Layout Request = new(RequestName,
        Columns("mrn! requestId code! codeSystem! displayText treatmentReasonCode treatmentReasonCodeSystem "
            + "treatmentReasonDisplayText procedureIntent status! intent! authoredOn requesterId! dosageRoute asNeededCode "
            + "doseRateType doseQuantityValue doseQuantityUnit timingCode timingEvent")
            .With("treatmentReasonCodeSystem", WithoutCode)
            .With("doseQuantityUnit", column => column with { Unused = "a unit without a dose says nothing" }),
        [new ResourceRule("MedicationRequest", RequestBody()) { Profile = _ => McodeProfiles.CancerRelatedMedicationRequest }])
    {
        KeyColumn = "requestId",
        IdentifyingColumns = ["code", "codeSystem", "authoredOn", "requesterId", "intent"],
        IsReferredTo = true,
    };

    private static Column WithoutCode(Column column) => column with { Unused = "a code system without a code says nothing" };

    // STU4 requires effective[x]; where the source has no date, that is said.
    private static ObjectElement AdministrationBody() => new(
        ("extension", new ListElement(Intent("treatmentIntent"))),
        ("identifier", Identifier(AdministrationName, "medicationId")),
        ("status", new CodeElement("status", FhirCodes.MedicationAdministrationStatus)),
        ("medicationCodeableConcept", Medication()),
        ("subject", Subject()),
        ("effectivePeriod", new ObjectElement(("start", new DateElement("startDate", DateKind.DateTime)), ("end", new DateElement("endDate", DateKind.DateTime)))),
        ("_effectiveDateTime", new When(row => (row["startDate"] ?? row["endDate"]) is null, Fixed.Json(Absent("unknown")))),
        ("reasonCode", Reason("treatmentReasonCode", "treatmentReasonCodeSystem", "treatmentReasonDisplayText")));

    private static ObjectElement RequestBody() => new(
        ("extension", new ListElement(Intent("procedureIntent"))),
        ("identifier", Identifier(RequestName, "requestId")),
        ("status", new CodeElement("status", FhirCodes.MedicationRequestStatus)),
        ("intent", new CodeElement("intent", FhirCodes.MedicationRequestIntent)),
        ("medicationCodeableConcept", Medication()),
        ("subject", Subject()),
        ("authoredOn", new DateElement("authoredOn", DateKind.DateTime)),
        ("requester", new ReferenceElement("requesterId") { IdentifierList = "requester" }),
        ("reasonCode", Reason("treatmentReasonCode", "treatmentReasonCodeSystem", "treatmentReasonDisplayText")),
        ("dosageInstruction", new ListElement(new ObjectElement(
            ("timing", new ObjectElement(
                ("event", new ListElement(new DateElement("timingEvent", DateKind.DateTime))),
                ("code", new Concept("timingCode")
                {
                    System = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation", Codes = FhirCodes.TimingAbbreviation, OthersAreText = true,
                }))),
            ("asNeededCodeableConcept", new Concept("asNeededCode") { System = CodeSystems.Snomed }),
            ("route", new Concept("dosageRoute") { System = CodeSystems.Snomed }),
            ("doseAndRate", new ListElement(new ObjectElement(
                ("type", new Concept("doseRateType")
                {
                    System = "http://terminology.hl7.org/CodeSystem/dose-rate-type", Codes = FhirCodes.DoseRateType, OthersAreText = true,
                }),
                ("doseQuantity", new FromCell("doseQuantityValue", WriteDose)))))))));

    private static Concept Medication() => new("code") { SystemColumn = "codeSystem", TextColumn = "displayText" };

    private static void WriteDose(Row row, Utf8JsonWriter json, string number)
    {
        var unit = row["doseQuantityUnit"];
        if (unit is not null) row.MarkUsed("doseQuantityUnit");
        if (MeasuredValue.Read(unit is null ? number : $"{number} {unit}") is { } dose && MeasuredValue.IsNumber(number)) dose.Write(json);
        else
        {
            row.Problem("doseQuantityValue", "the dose is not a number", "Write the number with a decimal point, and the unit in doseQuantityUnit.");
            json.WriteNullValue();
        }
    }
}
