using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>condition-information: a row becomes a primary or secondary cancer condition, or a plain Condition.</summary>
internal static class ConditionLayout
{
    public const string Name = "Condition";

    private const string ClinicalSystem = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private const string VerificationSystem = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    private const string EnteredInError = "entered-in-error";

    public static readonly Layout Layout = new(Name,
        Columns("mrn! conditionId! codeSystem! code! displayName category! dateOfDiagnosis clinicalStatus verificationStatus "
            + "bodySite laterality histology"),
        [new ResourceRule("Condition", Body()) { Profile = row => CancerConditions.Profile(Kind(row)), Decision = Decision }])
    {
        KeyColumn = "conditionId",
        IsReferredTo = true,
        Note = (row, hasKey) =>
        {
            if (hasKey && Kind(row) == CancerConditionKind.Primary) row.Context.Keys.Note(RecordFact.Primary, row.Patient, row.Key);
        },
        Check = Check,
    };

    /// <summary>What the row's condition is to mCODE.</summary>
    public static CancerConditionKind Kind(Row row) => OfCodes(row) ?? OfUse(row);

    private static ObjectElement Body() => new(
        ("extension", new ListElement(
            Extension.Of(McodeExtensions.AssertedDate, "valueDateTime", new DateElement("dateOfDiagnosis", DateKind.DateTime)),
            Extension.Of(McodeExtensions.HistologyMorphologyBehavior, "valueCodeableConcept", new Concept("histology") { System = CodeSystems.Snomed }))),
        ("identifier", Identifier(Name, "conditionId")),
        ("clinicalStatus", new When(row => !IsError(row), new Concept("clinicalStatus") { System = ClinicalSystem, Codes = FhirCodes.ConditionClinical })),
        ("verificationStatus", new Concept("verificationStatus") { System = VerificationSystem, Codes = FhirCodes.ConditionVerification }),
        ("category", new ListElement(
            new Parts(["category"], new FromCell("category", WriteCategory)),
            new When(NeedsProblemListItem, Fixed.Concept(CodeSystems.ConditionCategory, "problem-list-item")),
            new When(row => Kind(row) == CancerConditionKind.Primary, Fixed.Concept(CodeSystems.Snomed, McodeCodes.PrimaryCancer)),
            new When(row => Kind(row) == CancerConditionKind.Secondary, Fixed.Concept(CodeSystems.Snomed, McodeCodes.SecondaryCancer)))),
        ("code", new Concept("code") { SystemColumn = "codeSystem", TextColumn = "displayName", ManyCodes = true }),
        ("bodySite", new Parts(["bodySite"], BodySite())),
        ("subject", Subject()));

    private static void Check(Row row)
    {
        IgnoreUnknownLaterality(row);
        if (IsError(row)) row.Ignore("clinicalStatus", "a condition entered in error has no clinical status (con-5)");
    }

    private static bool IsError(Row row) => string.Equals(row["verificationStatus"], EnteredInError, StringComparison.OrdinalIgnoreCase);

    private static void WriteCategory(Row row, Utf8JsonWriter json, string text)
    {
        var code = FhirCodes.ConditionCategory.Require(row, Layout.IndexOf("category"), text);
        var system = code == "health-concern" ? CodeSystems.UsCoreConditionCategory : CodeSystems.ConditionCategory;
        json.WriteStartObject();
        json.WriteStartArray("coding"u8);
        json.WriteStartObject();
        json.WriteString("system"u8, system);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The profiles of STU4 require one of US Core's two problem categories.
    private static bool NeedsProblemListItem(Row row) => Kind(row) != CancerConditionKind.Other && row["category"] is { } text
        && !text.Split('|', StringSplitOptions.TrimEntries).Any(code =>
            code.Equals("problem-list-item", StringComparison.OrdinalIgnoreCase) || code.Equals("health-concern", StringComparison.OrdinalIgnoreCase));

    private static CancerConditionKind? OfCodes(Row row)
    {
        if (row["code"] is not { } codes || row["codeSystem"] is not { } system) return null;
        var uri = row.Context.CodeSystem(system);
        if (!codes.Contains('|', StringComparison.Ordinal)) return CancerConditions.OfCode(uri, codes);
        return codes.Split('|', StringSplitOptions.TrimEntries).Select(code => CancerConditions.OfCode(uri, code)).FirstOrDefault(kind => kind is not null);
    }

    private static CancerConditionKind OfUse(Row row) =>
        CancerConditions.OfUse(row["histology"] is not null, row.Context.Keys.Is(RecordFact.Followed, row.Patient, row.Key));

    private static ElementOrigin Decision(Row row) => new("code", "Condition.meta.profile")
    {
        Rule = OfCodes(row) is { } kind ? $"the code says {kind.ToString().ToLowerInvariant()}"
            : OfUse(row) == CancerConditionKind.Primary ? "histology, stage or disease status say primary" : "nothing says that it is a cancer",
    };
}
