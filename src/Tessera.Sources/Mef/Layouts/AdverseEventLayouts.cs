using System.Collections.Frozen;
using System.Text.Json;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>adverse-event and ctc-adverse-event: two lists with ids of their own. MEF's samples write the month first in these two
/// layouts only (12-09-1994), so these state that format; a configuration may state another.</summary>
internal static class AdverseEventLayouts
{
    public const string Name = "AdverseEvent";
    public const string CtcName = "CTCAdverseEvent";

    private const string SeriousnessSystem = "http://terminology.hl7.org/CodeSystem/adverse-event-seriousness";
    private const string CategorySystem = "http://terminology.hl7.org/CodeSystem/adverse-event-category";
    private const string SeveritySystem = "http://terminology.hl7.org/CodeSystem/adverse-event-severity";
    private const string CtcaeBase = "http://hl7.org/fhir/us/ctcae/StructureDefinition/";
    private static readonly string[] MonthFirst = ["MM-dd-yyyy"];
    private static readonly string[] GradeNames = ["Absent", "Mild", "Moderate", "Severe", "Life Threatening or Disabling", "Death Related to"];

    private static readonly FrozenDictionary<string, ReferenceTarget[]> Suspects = new Dictionary<string, ReferenceTarget[]>
    {
        ["Procedure"] = [new("Procedure", ProcedureLayout.Name)],
        ["MedicationAdministration"] = [new("MedicationAdministration", MedicationLayouts.AdministrationName)],
        // No layout gives Medication resources: a medicine that a row of the administrations describes is that administration.
        ["Medication"] = [new("MedicationAdministration", MedicationLayouts.AdministrationName), new("Medication", null)],
        [""] = [new("Procedure", ProcedureLayout.Name), new("MedicationAdministration", MedicationLayouts.AdministrationName), new("", null)],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly Layout Layout = new(Name,
        Common("mrn! adverseEventId adverseEventCode! adverseEventCodeSystem adverseEventDisplayText suspectedCauseId "
            + "suspectedCauseType seriousness seriousnessCodeSystem seriousnessDisplayText category categoryCodeSystem "
            + "categoryDisplayText severity actuality studyId effectiveDate! recordedDate"),
        [new ResourceRule("AdverseEvent", Body(Name, isCtc: false))])
    {
        KeyColumn = "adverseEventId",
        IdentifyingColumns = ["adverseEventCode", "adverseEventCodeSystem", "effectiveDate"],
    };

    public static readonly Layout CtcLayout = new(CtcName,
        Common("mrn! adverseEventId adverseEventCode! adverseEventCodeSystem adverseEventCodeVersion adverseEventDisplayText "
            + "adverseEventText suspectedCauseId suspectedCauseType seriousness seriousnessCodeSystem seriousnessDisplayText "
            + "category categoryCodeSystem categoryDisplayText studyId effectiveDate! recordedDate grade! expectation "
            + "resolvedDate seriousnessOutcome actor functionCode"),
        [new ResourceRule("AdverseEvent", Body(CtcName, isCtc: true))])
    {
        KeyColumn = "adverseEventId",
        IdentifyingColumns = ["adverseEventCode", "adverseEventCodeSystem", "effectiveDate", "grade"],
    };

    // csv-columns.csv calls the CTC layout's code system required, its own sample leaves it empty and its dictionary gives the default.
    private static List<Column> Common(string names) => Columns(names)
        .With("effectiveDate recordedDate", column => column with { DateFormats = MonthFirst })
        .With("suspectedCauseType", column => column with { Unused = "a type without an id says nothing" })
        .With("seriousnessCodeSystem categoryCodeSystem", column => column with { Unused = "a code system without a code says nothing" });

    private static ObjectElement Body(string list, bool isCtc)
    {
        var ctcae = isCtc ? CtcaeExtensions() : [];
        var severity = isCtc ? (Element)new ListElement() : new Concept("severity") { System = SeveritySystem, Codes = FhirCodes.AdverseEventSeverity };
        return new(
            ("extension", new ListElement(ctcae)),
            ("identifier", OneIdentifier(list)),
            ("actuality", isCtc ? Fixed.String("actual") : new CodeElement("actuality", FhirCodes.AdverseEventActuality) { Default = "actual" }),
            ("category", new Parts(["category", "categoryCodeSystem", "categoryDisplayText"],
                new Concept("category") { System = CategorySystem, SystemColumn = "categoryCodeSystem", TextColumn = "categoryDisplayText" })),
            ("event", isCtc ? CtcEvent() : new Concept("adverseEventCode") { System = CodeSystems.Snomed, SystemColumn = "adverseEventCodeSystem", TextColumn = "adverseEventDisplayText" }),
            ("subject", Subject()),
            ("date", new DateElement("effectiveDate", DateKind.DateTime)),
            ("recordedDate", new DateElement("recordedDate", DateKind.DateTime)),
            ("seriousness", new Concept("seriousness")
            {
                System = SeriousnessSystem, SystemColumn = "seriousnessCodeSystem", TextColumn = "seriousnessDisplayText", Codes = FhirCodes.AdverseEventSeriousness, OthersAreText = true,
            }),
            ("severity", severity),
            ("suspectEntity", new ListElement(new ObjectElement(("instance", new ReferenceElement("suspectedCauseId") { TargetsOf = SuspectsOf, IdentifierList = null })))),
            ("study", new ListElement(new FromCell("studyId", WriteStudy))));
    }

    private static ObjectElement OneIdentifier(string list) => new(
        ("system", new Computed((row, json) => json.WriteStringValue(row.Context.IdentifierSystem(list))) { If = row => row["adverseEventId"] is not null }),
        ("value", new TextElement("adverseEventId")));

    private static Concept CtcEvent() => new("adverseEventCode")
    {
        System = CodeSystems.Snomed, SystemColumn = "adverseEventCodeSystem", VersionColumn = "adverseEventCodeVersion",
        DisplayColumn = "adverseEventDisplayText", TextColumn = "adverseEventText",
    };

    private static Element[] CtcaeExtensions() =>
    [
        Extension.Of(CtcaeBase + "ctcae-grade", "valueCodeableConcept", new FromCell("grade", WriteGrade)),
        Extension.Of(CtcaeBase + "adverse-event-resolved-date", "valueDateTime", new DateElement("resolvedDate", DateKind.DateTime)),
        Extension.Of(CtcaeBase + "adverse-event-expectation", "valueCodeableConcept", new Concept("expectation") { System = CodeSystems.NciThesaurus }),
        Extension.Of(CtcaeBase + "adverse-event-seriousness-outcome", "valueCodeableConcept", new Concept("seriousnessOutcome") { System = CodeSystems.NciThesaurus }),
        Extension.Of(CtcaeBase + "adverse-event-participant",
            Extension.Of("function", "valueCodeableConcept", new Concept("functionCode") { System = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType" }),
            Extension.Of("actor", "valueReference", new ReferenceElement("actor") { IdentifierList = "practitioner" })),
    ];

    private static void WriteGrade(Row row, Utf8JsonWriter json, string text)
    {
        var grade = FhirCodes.CtcaeGrade.Require(row, CtcLayout.IndexOf("grade"), text);
        var name = FhirCodes.CtcaeGrade.Match(text) is null ? "" : GradeNames[grade[0] - '0'] + " Adverse Event";
        json.WriteStartObject();
        json.WriteStartArray("coding"u8);
        json.WriteStartObject();
        json.WriteString("system"u8, "http://hl7.org/fhir/us/ctcae/CodeSystem/ctcae-grade-code-system");
        json.WriteString("code"u8, grade);
        json.WriteString("display"u8, name);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ReferenceTarget[] SuspectsOf(Row row)
    {
        if (row["suspectedCauseType"] is not { } type) return Suspects[""];
        row.MarkUsed("suspectedCauseType");
        var known = FhirCodes.SuspectTypes.Match(type);
        if (known is null) row.Problem("suspectedCauseType", "the type is not one that may cause an adverse event", $"Use one of: {string.Join(", ", FhirCodes.SuspectTypes.Codes)}.");
        return Suspects.TryGetValue(known ?? "", out var targets) ? targets : [new ReferenceTarget(known!, null)];
    }

    private static void WriteStudy(Row row, Utf8JsonWriter json, string study)
    {
        if (row.Context.Studies.Find(row.Patient, study) is { } key)
            ReferenceElement.WriteLiteral(json, "ResearchStudy", TrialLayout.StudyId(row.Context, key));
        else ReferenceElement.WriteLogical(row.Context, json, "ResearchStudy", TrialLayout.StudyList, study);
    }
}
