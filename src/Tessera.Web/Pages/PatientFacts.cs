using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Web.Pages;

/// <summary>The sentence and the few facts at the top of a patient's page, as the records say them.</summary>
internal static class PatientFacts
{
    /// <summary>Such as <c>Breast cancer, IIIC</c>.</summary>
    public static string Title(IReadOnlyList<RecordLine> lines)
    {
        var cancers = Cancers(lines, "mcode-primary-cancer-condition");
        if (cancers.Length == 0) cancers = Cancers(lines, "mcode-secondary-cancer-condition");
        if (cancers.Length == 0) return "No cancer recorded";
        return Latest(lines, "mcode-tnm-stage-group", "mcode-cancer-stage", "mcode-lymphoma-stage") is { } stage && stage.Text.Says.Length > 0
            ? $"{cancers}, stage {PlainText.Value(stage.Document!.Root)}"
            : cancers;
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Of(FhirDocument patient, IReadOnlyList<RecordLine> lines)
    {
        var facts = new List<KeyValuePair<string, string>>
        {
            new("Born", patient.Root.Text("birthDate") is { } born ? Wording.Date(born) : "not recorded"),
            new("Identifier", PatientName.Identifier(patient) is { Length: > 0 } identifier ? identifier : "not recorded"),
        };
        Add(facts, "Diagnosed", lines.Where(line => McodeProfileTable.ClaimedBy(line.Document!)?.Name == "mcode-primary-cancer-condition").MinBy(line => line.Date?.First ?? DateOnly.MaxValue), dateOnly: true);
        Add(facts, "Stage", Latest(lines, "mcode-tnm-stage-group", "mcode-cancer-stage", "mcode-lymphoma-stage"));
        Add(facts, "Performance", Latest(lines, "mcode-ecog-performance-status", "mcode-karnofsky-performance-status"));
        Add(facts, "Disease status", Latest(lines, "mcode-cancer-disease-status"));
        if (patient.Root.Text("deceasedDateTime") is { } died) facts.Add(new("Died", Wording.Date(died)));
        facts.Add(new("Records", Wording.Number(lines.Count)));
        return facts;
    }

    private static void Add(List<KeyValuePair<string, string>> facts, string name, RecordLine? line, bool dateOnly = false)
    {
        if (line is null) return;
        var date = line.Date is { } when ? Wording.Date(when) : "";
        var says = dateOnly ? "" : PlainText.Value(line.Document!.Root);
        var text = string.Join(" · ", new[] { says, date }.Where(part => part.Length > 0));
        if (text.Length > 0) facts.Add(new(name, text));
    }

    private static RecordLine? Latest(IReadOnlyList<RecordLine> lines, params string[] profiles) => lines
        .Where(line => McodeProfileTable.ClaimedBy(line.Document!) is { } profile && profiles.Contains(profile.Name))
        .MaxBy(line => line.Date?.Last ?? DateOnly.MinValue);

    private static string Cancers(IReadOnlyList<RecordLine> lines, string profile) => string.Join(" and ", lines
        .Where(line => McodeProfileTable.ClaimedBy(line.Document!)?.Name == profile)
        .Select(line => PlainText.Concept(line.Document!.Root["code"])).Where(text => text.Length > 0).Distinct().Take(3));
}
