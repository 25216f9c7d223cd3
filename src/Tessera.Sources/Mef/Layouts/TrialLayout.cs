using System.Text.Json;
using System.Text.RegularExpressions;
using Tessera.Sources.Mapping;
using static Tessera.Sources.Mef.Layouts.Shared;

namespace Tessera.Sources.Mef.Layouts;

/// <summary>clinical-trial-information: a row becomes a ResearchSubject; the first row that names a trial also gives its ResearchStudy,
/// which all its patients share.</summary>
internal static partial class TrialLayout
{
    public const string Name = "ClinicalTrialInformation";
    public const string StudyList = "ResearchStudy";

    public static readonly Layout Layout = new(Name,
        Columns("mrn! trialSubjectID! enrollmentStatus! trialResearchID! trialStatus! trialResearchSystem startDate endDate"),
        [
            new ResourceRule("ResearchSubject", SubjectBody()),
            new ResourceRule("ResearchStudy", StudyBody())
            {
                Part = "Study",
                Applies = GivesStudy,
                Id = row => StudyId(row.Context, StudyKey(row)),
            },
        ])
    {
        IdentifyingColumns = ["trialSubjectID", "trialResearchID", "trialResearchSystem"],
        IsReferredTo = true,
        Note = NoteStudy,
        Check = Check,
    };

    /// <summary>System and id of the row's trial.</summary>
    public static string StudyKey(Row row) => $"{StudySystem(row)}|{row["trialResearchID"]}";

    /// <summary>Logical id of a trial.</summary>
    public static string StudyId(SourceContext context, string key) => context.Id("ResearchStudy", "", StudyList, key);

    private static ObjectElement SubjectBody() => new(
        ("identifier", Identifier(Name, "trialSubjectID")),
        ("status", new CodeElement("enrollmentStatus", FhirCodes.ResearchSubjectStatus)),
        ("period", new ObjectElement(("start", new DateElement("startDate", DateKind.DateTime)), ("end", new DateElement("endDate", DateKind.DateTime)))),
        ("study", new FromCell("trialResearchID", (row, json, _) => ReferenceElement.WriteLiteral(json, "ResearchStudy", StudyId(row.Context, StudyKey(row))))),
        ("individual", Subject()));

    private static ObjectElement StudyBody() => new(
        ("identifier", new ListElement(new ObjectElement(("system", new Computed(WriteSystem) { If = row => StudySystem(row) is not null }), ("value", new TextElement("trialResearchID"))))),
        ("status", new CodeElement("trialStatus", FhirCodes.ResearchStudyStatus)),
        ("site", new Computed(WriteSite) { If = row => row.File.Settings.SiteId is not null }));

    private static void Check(Row row)
    {
        row.CheckOrder("startDate", "endDate");
        if (row["trialStatus"] is { } status) _ = FhirCodes.ResearchStudyStatus.Require(row, Layout.IndexOf("trialStatus"), status);
        if (row["trialResearchSystem"] is not null) row.MarkUsed("trialResearchSystem");
        if (!GivesStudy(row)) row.Ignore("trialStatus", $"the trial is described by row {row.Context.Keys.RowOf(StudyList, "", StudyKey(row))}, the first that names it");
    }

    // The first row that names a trial describes it.
    private static void NoteStudy(Row row, bool hasKey)
    {
        var study = StudyKey(row);
        row.Context.Keys.Declare(StudyList, "", study, 0, row.File.Number, row.Place.Number, true);
        row.Context.Studies.Add(row.Patient, row["trialResearchID"]!, study);
    }

    private static bool GivesStudy(Row row) => row.Context.Keys.Holds(StudyList, "", StudyKey(row), row.File.Number, row.Place.Number);

    // A number of ClinicalTrials.gov says where it is from.
    private static string? StudySystem(Row row) => row["trialResearchSystem"] is { } named ? row.Context.NamedIdentifierSystem(named)
        : row["trialResearchID"] is { } id && NctNumber().IsMatch(id) ? "http://clinicaltrials.gov" : null;

    private static void WriteSystem(Row row, Utf8JsonWriter json) => json.WriteStringValue(StudySystem(row));

    private static void WriteSite(Row row, Utf8JsonWriter json)
    {
        var settings = row.File.Settings;
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("type"u8, "Location");
        json.WriteStartObject("identifier"u8);
        if (settings.SiteSystem is { } system) json.WriteString("system"u8, row.Context.NamedIdentifierSystem(system));
        json.WriteString("value"u8, settings.SiteId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    [GeneratedRegex(@"^NCT[0-9]{8}$")]
    private static partial Regex NctNumber();
}
