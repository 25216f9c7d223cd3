using Tessera.Centre;
using Tessera.Centre.PatientLists;
using Tessera.Centre.Quality;
using Tessera.Oncology.Quality;
using Tessera.Store;
using Tessera.Web.Components;
using Tessera.Web.Pages.Patients;

namespace Tessera.Web.Pages.Quality;

/// <summary>How far each data element came, from expected to usable; and of one element why, when and of whom.</summary>
public sealed record QualityModel
{
    private const int PatientsOnPage = 25;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>What is shown.</summary>
    public required QualityQuery Query { get; init; }

    /// <summary>The report of the source that was chosen.</summary>
    public required QualityReport Report { get; init; }

    /// <summary>Elements of the list that somebody here is expected to have.</summary>
    public required IReadOnlyList<QualityLine> Expected { get; init; }

    /// <summary>Those of them that the filters leave.</summary>
    public required IReadOnlyList<QualityLine> Shown { get; init; }

    /// <summary>The element that is looked at, or null.</summary>
    public QualityLine? Line { get; init; }

    /// <summary>Patients of this page who lack it.</summary>
    public IReadOnlyList<PatientRow> Patients { get; init; } = [];

    /// <summary>Where the next page begins; null when there is none.</summary>
    public string? Next { get; init; }

    /// <summary>Patients whose records changed since the counts were made.</summary>
    public long Waiting { get; init; }

    /// <summary>Loads the report; null when the query names an element that there is not.</summary>
    internal static async Task<QualityModel?> Load(CentreNode node, Access access, QualityQuery query, CancellationToken cancel)
    {
        var element = query.Element is null ? null : node.Quality.Catalogue.Find(query.Element);
        if (query.Element is not null && element is null) return null;
        var report = QualityReport.Of(node, query.Source);
        var expected = report.Lines.Where(line => line.Element.List == query.List && (line.Counts.Expected > 0 || line.Quarantined > 0)).ToList();
        var model = new QualityModel
        {
            Shell = PageShell.Of(node, "menu.quality", PageSection.Quality),
            Query = query,
            Report = report,
            Expected = expected,
            Shown = [.. expected.Where(line => (query.Group is null || line.Element.Group == query.Group) && (!query.OnlyGaps || line.Counts.Usable < line.Counts.Expected))],
            Waiting = node.Store.CountDirtyPatients(),
        };
        if (element is null) return model;
        query = model.Query with { Lack = Wanted(element, report.Lines[element.Index].Counts, query.Lack) };
        var found = node.Quality.Find(element, counts => Lacks(element, counts, query.Lack), query.Source, query.After, PatientsOnPage + 1);
        var shown = found.Take(PatientsOnPage).ToList();
        return model with
        {
            Query = query,
            Line = report.Lines[element.Index],
            Next = found.Count > PatientsOnPage ? shown[^1] : null,
            Patients = shown.Count == 0 ? [] : await PatientListModel.Read(node, access, Listed(node, shown), cancel),
        };
    }

    /// <summary>How many values or patients are of a kind: what the choices above the list of patients count.</summary>
    internal static long Count(QualityElement element, QualityCounts counts, QualityLack lack) => lack switch
    {
        QualityLack.Value => counts.Lacking,
        QualityLack.Code => counts.Unmapped(element.IsCoded),
        QualityLack.Valid => counts.Extracted - counts.Valid,
        QualityLack.Plausible => counts.Extracted - counts.Plausible,
        QualityLack.Doubt => counts.Doubtful,
        _ => element.IsTimely ? counts.Expected - counts.Recent : 0,
    };

    // Nobody lacks a value: what else is there to look at.
    private static QualityLack Wanted(QualityElement element, QualityCounts counts, QualityLack asked) =>
        asked != default || counts.Lacking > 0 ? asked : Enum.GetValues<QualityLack>().FirstOrDefault(lack => Count(element, counts, lack) > 0);

    private static bool Lacks(QualityElement element, QualityCounts counts, QualityLack lack) => Count(element, counts, lack) > 0;

    private static List<ListedPatient> Listed(CentreNode node, List<string> patients) =>
        [.. node.Patients.List(new PatientFilter { Among = patients }, default, true, node.Clock.GetUtcNow().Year, 0, patients.Count).OrderBy(patient => patient.Summary.Patient, StringComparer.Ordinal)];
}
