using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>procedure-information: a row becomes a cancer-related surgical procedure, a radiotherapy course summary (its code is then the
/// modality), or a plain Procedure.</summary>
internal static class ProcedureLayout
{
    public const string Name = "Procedure";

    // The IG's invariants want a technique with each modality and give UNC with a text for one that is not coded; MEF's layout has no column for it.
    private const string UnstatedTechnique =
        $$"""{"coding":[{"system":"{{CodeSystems.NullFlavor}}","code":"UNC"}],"text":"The source does not state the technique."}""";

    public static readonly Layout Layout = new(Name,
        Columns("mrn! procedureId! conditionId status! code! codeSystem! displayName reasonCode reasonCodeSystem "
            + "reasonDisplayName effectiveDate! bodySite laterality treatmentIntent")
            .With("reasonCodeSystem", column => column with { Unused = "a code system without a code says nothing" }),
        [new ResourceRule("Procedure", Body()) { Profile = Profile, Decision = Decision }])
    {
        KeyColumn = "procedureId",
        IsReferredTo = true,
        Check = IgnoreUnknownLaterality,
    };

    private static ObjectElement Body() => new(
        ("extension", new ListElement(
            Intent("treatmentIntent"),
            new When(IsCourse, Extension.Of(McodeExtensions.RadiotherapyModalityAndTechnique,
                Extension.Of(McodeExtensions.RadiotherapyModality, "valueCodeableConcept", new Concept("code") { SystemColumn = "codeSystem", TextColumn = "displayName" }),
                Extension.Of(McodeExtensions.RadiotherapyTechnique, "valueCodeableConcept", new When(IsCourse, Fixed.Json(UnstatedTechnique))))))),
        ("identifier", Identifier(Name, "procedureId")),
        ("status", new CodeElement("status", FhirCodes.EventStatus)),
        ("category", new When(row => Kind(row) == TreatmentKind.Surgery, Fixed.Concept(CodeSystems.Snomed, McodeCodes.SurgicalProcedure))),
        ("category", new When(row => Kind(row) is TreatmentKind.Radiotherapy or TreatmentKind.RadiotherapyCourse, Fixed.Concept(CodeSystems.Snomed, McodeCodes.Radiotherapy))),
        ("code", new When(IsCourse, Fixed.Concept(CodeSystems.Snomed, McodeCodes.RadiotherapyCourse))),
        ("code", new When(row => !IsCourse(row), new Concept("code") { SystemColumn = "codeSystem", TextColumn = "displayName", Added = SurgicalCoding })),
        ("subject", Subject()),
        ("performedDateTime", new When(row => !IsCourse(row), new DateElement("effectiveDate", DateKind.DateTime))),
        ("performedPeriod", new When(IsCourse, new ObjectElement(("start", new DateElement("effectiveDate", DateKind.DateTime))))),
        ("reasonCode", Reason("reasonCode", "reasonCodeSystem", "reasonDisplayName")),
        ("reasonReference", new ListElement(new ReferenceElement("conditionId", new ReferenceTarget("Condition", ConditionLayout.Name)))),
        ("bodySite", new Parts(["bodySite"], BodySite())));

    // The IG's search for operations asks for the general code: Procedure?code=387713003.
    private static string? SurgicalCoding(Row row) => Kind(row) == TreatmentKind.Surgery && row["code"] != McodeCodes.SurgicalProcedure
        ? $$"""{"system":"{{CodeSystems.Snomed}}","code":"{{McodeCodes.SurgicalProcedure}}"}"""
        : null;

    private static TreatmentKind Kind(Row row) => row["code"] is { } code && row["codeSystem"] is { } system
        ? CancerTreatments.OfCode(row.Context.CodeSystem(system), code)
        : TreatmentKind.Other;

    private static bool IsCourse(Row row) => Kind(row) == TreatmentKind.RadiotherapyCourse;

    private static string? Profile(Row row) => Kind(row) switch
    {
        TreatmentKind.Surgery => McodeProfiles.CancerRelatedSurgicalProcedure,
        TreatmentKind.RadiotherapyCourse => McodeProfiles.RadiotherapyCourseSummary,
        _ => null,
    };

    private static ElementOrigin Decision(Row row) => new("code", "Procedure.meta.profile")
    {
        Rule = Kind(row) switch
        {
            TreatmentKind.Surgery => "the code is surgery against cancer in an open specification",
            TreatmentKind.RadiotherapyCourse => "the code is a modality of mcode-radiotherapy-modality-vs",
            TreatmentKind.Radiotherapy => "the code is radiotherapy without a modality that mCODE names",
            _ => "nothing open says what kind of treatment the code is",
        },
    };
}
