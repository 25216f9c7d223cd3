using Tessera.Centre;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Store;
using Tessera.Web.Components;
using Tessera.Web.Language;
using Tessera.Web.Pages.Journeys.Chart;
using Tessera.Web.Pages.Patients;

namespace Tessera.Web.Pages.Journeys;

/// <summary>One patient's story: the sentence, the picture or the table, what contradicts itself and what is not known.</summary>
public sealed record JourneyModel
{
    private const int LatestShown = 8;

    /// <summary>Facts on one page of the table.</summary>
    public const int RowsOnPage = 500;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>Technical id of the patient.</summary>
    public required string Id { get; init; }

    /// <summary>Who it is: name, sex, age. Shown on the page only.</summary>
    public required string Who { get; init; }

    /// <summary>The story.</summary>
    public required Journey Journey { get; init; }

    /// <summary>The picture; also what the table's links lead back to.</summary>
    public required Timeline Timeline { get; init; }

    /// <summary>The rows of the table's page, or the latest facts beside the picture.</summary>
    public required IReadOnlyList<FactRow> Rows { get; init; }

    /// <summary>Where the page is.</summary>
    public string Address => $"/patients/{Id}";

    /// <summary>Loads a patient; null when there is none.</summary>
    internal static async Task<JourneyModel?> Load(CentreNode node, Texts say, Access access, string id, TimelineView view, CancellationToken cancel)
    {
        if (await node.Store.Find(access, "Patient", id, cancel) is not { Deleted: false } stored) return null;
        if (await node.Journeys.Find(access, id, cancel) is not { } journey) return null;
        var shell = PageShell.Of(node, "journey.title", PageSection.Patients);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(shell.Now, shell.Zone).DateTime);
        var patient = FhirDocument.Parse(stored.Body, node.Definitions.Names);
        return new JourneyModel
        {
            Shell = shell, Id = id, Journey = journey, Timeline = Timeline.Of(say, journey, view, today),
            Who = JourneyWords.Who(say, PatientName.Of(patient), journey, today),
            Rows = await FactRows.Of(node, access, view.IsTable ? [.. journey.Facts.Skip(view.Page * RowsOnPage).Take(RowsOnPage)] : Latest(journey, today), cancel),
        };
    }

    // The last that has happened: what is dated later than today waits for its day, or is wrong.
    private static List<Oncology.Journeys.Facts.Fact> Latest(Journey journey, DateOnly today) =>
        [.. journey.Facts.Where(fact => fact.Date is { Start.Length: > 0 } date && date.First <= today).Reverse().Take(LatestShown)];
}
