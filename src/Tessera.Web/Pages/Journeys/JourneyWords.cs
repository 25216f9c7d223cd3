using Tessera.Oncology.Journeys;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;
using Tessera.Web.Language;
using FactPart = Tessera.Web.Components.FactPart;
using StripFact = Tessera.Web.Components.Fact;

namespace Tessera.Web.Pages.Journeys;

/// <summary>The sentences at the top of a journey. They say what is recorded, and "not recorded" where nothing is.</summary>
internal static class JourneyWords
{
    private const int NamesShown = 3;

    /// <summary>Name, sex, age or death.</summary>
    public static string Who(Texts say, string name, Journey journey, DateOnly today)
    {
        var person = journey.Person;
        var age = person.IsDead == true ? say["patient.deceased"] : person.AgeOn(today) is { } years ? say.Count("patient.years", years) : "";
        return string.Join(" · ", new[] { name, person.Gender ?? "", age }.Where(part => part.Length > 0));
    }

    /// <summary>What is the case: <c>Breast cancer, left, stage IV</c>.</summary>
    public static string Title(Texts say, Journey journey)
    {
        if (journey.MainCancer is not { } cancer) return say["patient.no-cancer"];
        var parts = new List<string> { CancerTypes.Of(cancer.Code)?.Name ?? cancer.Code.Plain };
        if (Side(cancer) is { } side) parts.Add(side);
        if (journey.Staging.Now is { } stage) parts.Add(say["journey.stage", stage.Short]);
        var others = journey.Cancers.Count(other => !other.IsSecondary) - 1;
        return others > 0 ? say["journey.title.more", string.Join(", ", parts), say.Count("journey.other-cancers", others)] : string.Join(", ", parts);
    }

    /// <summary>What the picture shows, in a sentence for who cannot see it.</summary>
    public static string Caption(Texts say, Journey journey)
    {
        var parts = new List<string>();
        if (journey.Diagnosed is { } day) parts.Add(say["journey.caption.diagnosed", Wording.Date(day.ToString("O"))]);
        var medicines = journey.Exposures.Where(exposure => exposure.How != MedicineEventKind.Ordered).Select(exposure => exposure.Medicine).Distinct().Count();
        if (medicines > 0) parts.Add(say.Count("journey.caption.medicines", medicines));
        parts.Add(journey.Progressions.Count == 0 ? say["journey.caption.no-progression"] : say.Count("journey.caption.progressions", journey.Progressions.Count));
        if (journey.Person.DeathDate is { } died) parts.Add(say["journey.caption.died", Wording.Date(died)]);
        return string.Join("; ", parts) + ".";
    }

    /// <summary>The few facts that are looked for first, each with where it is from.</summary>
    public static IReadOnlyList<StripFact> Facts(Texts say, Journey journey)
    {
        var facts = new List<StripFact> { Cancer(say, journey), Stage(say, "journey.stage-now", journey.Staging.Now) };
        facts.Add(Stage(say, "journey.at-diagnosis", journey.Staging.AtDiagnosis));
        if (Markers(journey) is { Count: > 0 } markers) facts.Add(StripFact.Of(say["journey.markers"], markers, " "));
        facts.Add(Variants(say, journey));
        facts.Add(journey.PerformanceStatuses is [.., var status]
            ? new StripFact(status.Kind, status.Says) { Note = Date(say, status), Href = "/records/" + status.Source } : new StripFact(say["journey.performance"], say["patient.not-recorded"]));
        if (journey.DiseaseStatuses is [.., var last]) facts.Add(new StripFact(say["journey.status"], last.Short) { Note = Date(say, last), Href = "/records/" + last.Source });
        if (journey.Staging.MetastaticSince is { } since) facts.Add(new StripFact(say["journey.metastatic"], say.Date(since)) { Href = "/records/" + journey.Staging.MetastaticEvidence });
        facts.Add(journey.Person.IsDead == true
            ? new StripFact(say["patient.died"], journey.Person.DeathDate is { } died ? Wording.Date(died) : say["journey.date-unknown"]) { Href = "/records/" + journey.Person.Source }
            : LastContact(say, journey));
        return facts;
    }

    private static StripFact Cancer(Texts say, Journey journey)
    {
        if (journey.MainCancer is not { } cancer) return new StripFact(say["journey.cancer"], say["patient.not-recorded"]);
        var histology = cancer.Histology?.Plain ?? journey.Of<Pathology>().FirstOrDefault(found => found.Aspect == PathologyKind.Histology)?.Says;
        return new StripFact(say["journey.cancer"], cancer.Code.Plain) { Note = histology, Href = "/records/" + cancer.Source };
    }

    private static StripFact Stage(Texts say, string key, Stage? stage) => stage is null
        ? new StripFact(say[key], say["patient.not-recorded"])
        : new StripFact(say[key], stage.Short) { Note = Date(say, stage), Href = "/records/" + stage.Source };

    // The last result of each marker that is positive or negative.
    private static List<FactPart> Markers(Journey journey)
    {
        var last = new Dictionary<string, Measurement>(StringComparer.Ordinal);
        foreach (var test in journey.Measurements)
            if (test is { What: MeasurementKind.TumorMarker, Finding: Finding.Positive or Finding.Negative }) last[MarkerNames.Of(test)] = test;
        return [.. last.Values.Take(4).Select(test => new FactPart($"{MarkerNames.Of(test)}{(test.Finding == Finding.Positive ? "+" : "−")}", "/records/" + test.Source))];
    }

    private static StripFact Variants(Texts say, Journey journey)
    {
        var found = journey.Variants.Where(variant => variant.Finding == Finding.Positive).ToList();
        if (found.Count > 0)
        {
            var names = found.GroupBy(variant => variant.Short).Select(same => new FactPart(same.Key, "/records/" + same.Last().Source)).ToList();
            List<FactPart> shown = [.. names.Take(NamesShown)];
            if (names.Count > NamesShown) shown.Add(new FactPart($"+{names.Count - NamesShown}", null));
            return StripFact.Of(say["journey.variants"], shown, ", ");
        }

        var test = journey.Variants is [.., var variant] ? variant.Source : journey.RegionsStudied.LastOrDefault(region => !region.IsCancelled)?.Source;
        return new StripFact(say["journey.variants"], test is null ? say["journey.not-tested"] : say["journey.no-variant"]) { Href = test is null ? null : "/records/" + test };
    }

    private static StripFact LastContact(Texts say, Journey journey) => journey.LastContact is { } contact
        ? new StripFact(say["journey.last-contact"], Wording.Date(contact.ToString("O"))) { Href = "/records/" + journey.LastContactEvidence }
        : new StripFact(say["journey.last-contact"], say["patient.not-recorded"]);

    private static string? Side(Cancer cancer)
    {
        foreach (var site in cancer.Sites)
            if (site.Laterality is { } side) return side.Plain.ToLowerInvariant();
        return null;
    }

    private static string? Date(Texts say, Fact fact) => fact.Date is { } date ? say.Date(date) : null;
}
