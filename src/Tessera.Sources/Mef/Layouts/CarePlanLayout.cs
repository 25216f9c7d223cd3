using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>treatment-plan-change-information: a row becomes a CarePlan with one review, as the ICAREdata project defined it.</summary>
internal static class CarePlanLayout
{
    public const string Name = "TreatmentPlanChange";

    private const string Icare = "http://mcodeinitiative.org/codex/us/icare/StructureDefinition/";

    public static readonly Layout Layout = new(Name,
        Columns("mrn! reasonCode reasonDisplayText changed! dateOfCarePlan! dateRecorded")
            .With("dateRecorded", column => column with { Unused = DiseaseStatusLayout.DateRecordedRule }),
        [new ResourceRule("CarePlan", Body()) { Profile = _ => Icare + "icare-care-plan-with-review" }])
    {
        IdentifyingColumns = ["dateOfCarePlan", "changed", "reasonCode"],
        Check = row =>
        {
            if (string.Equals(row["changed"], "true", StringComparison.OrdinalIgnoreCase) && row["reasonCode"] is null)
                row.Problem("reasonCode", "the plan was changed and the reason is missing", "Fill in the reason of the change.");
        },
    };

    private static ObjectElement Body() => new(
        ("extension", new ListElement(Extension.Of(Icare + "icare-care-plan-review",
            Extension.Of("CarePlanChangeReason", "valueCodeableConcept", new Concept("reasonCode") { System = CodeSystems.Snomed, TextColumn = "reasonDisplayText" }),
            Extension.Of("ReviewDate", "valueDate", new DateElement("dateOfCarePlan", DateKind.Date)),
            Extension.Of("ChangedFlag", "valueBoolean", new FlagElement("changed"))))),
        ("status", Fixed.String("draft")),
        ("intent", Fixed.String("proposal")),
        ("category", new ListElement(Fixed.Concept("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan"))),
        ("subject", Subject()));
}
