using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Web.Components;
using Tessera.Web.Language;
using Tessera.Web.Pages.Records;

namespace Tessera.Web.Pages.Patients;

/// <summary>The sentence and the few facts at the top of a patient's page, as the records say them.</summary>
internal static class PatientFacts
{
    /// <summary>Such as <c>Breast cancer, IIIC</c>.</summary>
    public static string Title(Texts say, IReadOnlyList<RecordLine> lines)
    {
        var cancers = Cancers(say, lines, "mcode-primary-cancer-condition");
        if (cancers.Length == 0) cancers = Cancers(say, lines, "mcode-secondary-cancer-condition");
        if (cancers.Length == 0) return say["patient.no-cancer"];
        return Latest(lines, "mcode-tnm-stage-group", "mcode-cancer-stage", "mcode-lymphoma-stage") is { } stage && stage.Text.Says.Length > 0
            ? say["patient.stage", cancers, PlainText.Value(stage.Document!.Root)]
            : cancers;
    }

    public static IReadOnlyList<Fact> Of(Texts say, FhirDocument patient, IReadOnlyList<RecordLine> lines)
    {
        var record = "/records/Patient/" + patient.Id;
        var facts = new List<Fact>
        {
            patient.Root.Text("birthDate") is { } born ? new(say["patient.born"], Wording.Date(born)) { Href = record } : new(say["patient.born"], say["patient.not-recorded"]),
            PatientName.Identifier(patient) is { Length: > 0 } identifier ? new(say["patient.identifier"], identifier) { Href = record } : new(say["patient.identifier"], say["patient.not-recorded"]),
        };
        Add(say, facts, say["patient.diagnosed"], lines.Where(line => McodeProfileTable.ClaimedBy(line.Document!)?.Name == "mcode-primary-cancer-condition").MinBy(line => line.Date?.First ?? DateOnly.MaxValue), dateOnly: true);
        Add(say, facts, say["patient.stage-fact"], Latest(lines, "mcode-tnm-stage-group", "mcode-cancer-stage", "mcode-lymphoma-stage"));
        Add(say, facts, say["patient.performance"], Latest(lines, "mcode-ecog-performance-status", "mcode-karnofsky-performance-status"));
        Add(say, facts, say["patient.status"], Latest(lines, "mcode-cancer-disease-status"));
        if (patient.Root.Text("deceasedDateTime") is { } died) facts.Add(new(say["patient.died"], Wording.Date(died)) { Href = record });
        facts.Add(new(say["patient.records"], Wording.Number(lines.Count)));
        return facts;
    }

    private static void Add(Texts say, List<Fact> facts, string name, RecordLine? line, bool dateOnly = false)
    {
        if (line is null) return;
        var date = line.Date is { } when ? say.Date(when) : "";
        var says = dateOnly ? "" : PlainText.Value(line.Document!.Root);
        var text = string.Join(" · ", new[] { says, date }.Where(part => part.Length > 0));
        if (text.Length > 0) facts.Add(new(name, text) { Href = $"/records/{line.Type}/{line.Id}" });
    }

    private static RecordLine? Latest(IReadOnlyList<RecordLine> lines, params string[] profiles) => lines
        .Where(line => McodeProfileTable.ClaimedBy(line.Document!) is { } profile && profiles.Contains(profile.Name))
        .MaxBy(line => line.Date?.Last ?? DateOnly.MinValue);

    private static string Cancers(Texts say, IReadOnlyList<RecordLine> lines, string profile) => lines
        .Where(line => McodeProfileTable.ClaimedBy(line.Document!)?.Name == profile)
        .Select(line => PlainText.Concept(line.Document!.Root["code"])).Where(text => text.Length > 0).Distinct().Take(3)
        .DefaultIfEmpty("").Aggregate((left, right) => say["patient.and", left, right]);
}
