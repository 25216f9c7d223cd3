using System.Globalization;
using System.Text;
using Tessera.Oncology.Journeys.Derived;
using Tessera.Oncology.Journeys.Facts;

namespace Tessera.Oncology.Journeys;

/// <summary>A journey as plain text: what <c>tessera journey</c> prints.</summary>
public static class JourneyText
{
    /// <summary>Writes it, lines ending in <c>\n</c>.</summary>
    public static string Of(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var text = new StringBuilder();
        Head(journey, text);
        List(text, "Exposures", journey.Exposures, Line);
        List(text, "Progressions", journey.Progressions, progression => $"{progression.Date,-23}  {progression.Kind}: {progression.Text}  [{string.Join(", ", progression.Evidence)}]");
        List(text, "Contradictions", journey.Contradictions, contradiction => $"{contradiction.Text}  [{string.Join(", ", contradiction.Evidence)}]");
        List(text, "Not known", journey.Gaps, gap => gap.Evidence.Count == 0 ? $"{gap.Element}: {gap.Text}" : $"{gap.Element}: {gap.Text}  [{string.Join(", ", gap.Evidence)}]");
        List(text, "Facts", journey.Facts, fact => $"{fact.Date?.ToString() ?? "no date",-23}  {fact.Group,-9}  {fact.Kind,-17}  {fact.Says}  [{string.Join(", ", fact.Evidence)}]");
        List(text, "Left out", journey.LeftOut, left => $"{left.Source}: {left.Reason}");
        return text.ToString();
    }

    private static void Head(Journey journey, StringBuilder text)
    {
        var person = journey.Person;
        Row(text, "Patient", string.Join(", ", new[] { person.Gender ?? "sex not recorded", person.BirthDate is null ? "birth date not recorded" : $"born {person.BirthDate}" }.Concat(person.RaceAndEthnicity)));
        if (person.IsDead == true) Row(text, "Died", person.DeathDate ?? "date not recorded");
        Row(text, "Cancer", journey.MainCancer is { } cancer ? $"{cancer.Code.Plain}{(cancer.Date is { } date ? $", diagnosed {date}" : "")}{Age(journey)}" : "no primary cancer recorded");
        Row(text, "Stage at diagnosis", Stage(journey.Staging.AtDiagnosis));
        Row(text, "Stage now", Stage(journey.Staging.Now));
        Row(text, "Metastatic since", journey.Staging.MetastaticSince is { } since ? $"{since} [{journey.Staging.MetastaticEvidence}]" : "not recorded");
        Row(text, "Known since", journey.KnownSince?.ToString("O", CultureInfo.InvariantCulture) ?? "no contact recorded");
        Row(text, "Last contact", journey.LastContact?.ToString("O", CultureInfo.InvariantCulture) ?? "no contact recorded");
    }

    private static string Age(Journey journey) =>
        journey.Diagnosed is { } day && journey.Person.AgeOn(day) is { } age ? string.Create(CultureInfo.InvariantCulture, $", at age {age}") : "";

    private static string Stage(Stage? stage) => stage is null ? "not recorded" : $"{stage.Says}{(stage.Date is { } date ? $", {date}" : "")} [{stage.Source}]";

    private static string Line(Exposure exposure) => string.Create(CultureInfo.InvariantCulture,
        $"{exposure.First:yyyy-MM-dd} – {exposure.Last:yyyy-MM-dd}  {exposure.Medicine}, {exposure.How.ToString().ToLowerInvariant()}, {exposure.Events.Count} {(exposure.Events.Count == 1 ? "event" : "events")}");

    private static void Row(StringBuilder text, string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name,-20}{value}\n");

    private static void List<T>(StringBuilder text, string title, IReadOnlyList<T> items, Func<T, string> line)
    {
        if (items.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n{title} ({items.Count})\n");
        foreach (var item in items) text.Append("  ").Append(line(item)).Append('\n');
    }
}
