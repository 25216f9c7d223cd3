using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>cancer-disease-status-information: a row becomes an mCODE cancer disease status.</summary>
internal static class DiseaseStatusLayout
{
    public const string Name = "CancerDiseaseStatus";

    public const string DateRecordedRule = "dateRecorded says when the row was exported, not when something happened";

    public static readonly Layout Layout = new(Name,
        Columns("mrn! conditionId! diseaseStatusCode! diseaseStatusText dateOfObservation! evidence observationStatus dateRecorded")
            .With("dateRecorded", column => column with { Unused = DateRecordedRule })
            .With("diseaseStatusText", column => column with { Unused = "a status that is absent has no text" }),
        [new ResourceRule("Observation", Body()) { Profile = _ => McodeProfiles.CancerDiseaseStatus }])
    {
        IdentifyingColumns = ["conditionId", "dateOfObservation", "diseaseStatusCode"],
        FollowsCondition = "conditionId",
        Check = Check,
    };

    private static ObjectElement Body() => new(
        ("extension", new ListElement(new Parts(["evidence"], Extension.Of(McodeExtensions.DiseaseStatusEvidenceType, "valueCodeableConcept",
            new Concept("evidence") { System = CodeSystems.Snomed })))),
        ("status", new CodeElement("observationStatus", FhirCodes.ObservationStatus) { Default = "final" }),
        ("code", Fixed.Concept(CodeSystems.Loinc, McodeCodes.DiseaseStatus)),
        ("subject", Subject()),
        ("focus", new ListElement(new ReferenceElement("conditionId", new ReferenceTarget("Condition", ConditionLayout.Name)) { Required = true })),
        ("effectiveDateTime", new DateElement("dateOfObservation", DateKind.DateTime)),
        ("valueCodeableConcept", new When(row => !IsAbsent(row), new Concept("diseaseStatusCode") { System = CodeSystems.Snomed, TextColumn = "diseaseStatusText" })),
        ("dataAbsentReason", new FromCell("diseaseStatusCode", WriteAbsent) { If = IsAbsent }));

    private static bool IsAbsent(Row row) => row["diseaseStatusCode"] is { } code && IsAbsent(code);

    private static bool IsAbsent(string code) => FhirCodes.DataAbsentReasons.Match(code) is not null;

    private static void WriteAbsent(Row row, Utf8JsonWriter json, string code) =>
        json.WriteRawValue(Fixed.ConceptJson(CodeSystems.DataAbsentReason, FhirCodes.DataAbsentReasons.Match(code)!));

    private static void Check(Row row)
    {
        if (row["diseaseStatusCode"] is not { } code || IsAbsent(code) || McodeCodes.DiseaseStatuses.Contains(code)) return;
        row.Problem("diseaseStatusCode", "the code is not one of mcode-condition-status-trend-max-vs",
            $"Use one of: {string.Join(", ", McodeCodes.DiseaseStatuses.Order(StringComparer.Ordinal))}, or a data-absent-reason such as not-asked.");
    }
}
