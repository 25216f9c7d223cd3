using Tessera.Centre;
using Tessera.Centre.PatientLists;
using Tessera.Fhir.Json;
using Tessera.Store;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Patients;

/// <summary>A page of patients.</summary>
public sealed record PatientListModel
{
    /// <summary>How many patients can be sorted by name: each is read for it.</summary>
    internal const int MostByName = 2000;

    private const int MostWaiting = 1000;
    private const int PageSize = 25;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>What is shown.</summary>
    public required PatientQuery Query { get; init; }

    /// <summary>What was searched for, or empty.</summary>
    public string Search { get; init; } = "";

    /// <summary>Whether the search is no longer remembered.</summary>
    public bool Forgotten { get; init; }

    /// <summary>Whether there are more matches of the search than are looked at.</summary>
    public bool Cut { get; init; }

    /// <summary>The patients.</summary>
    public required IReadOnlyList<PatientRow> Rows { get; init; }

    /// <summary>How many patients search and filters leave.</summary>
    public long Count { get; init; }

    /// <summary>All patients of the list.</summary>
    public long All { get; init; }

    /// <summary>Patients who changed a moment ago, so that the list is about to change; at most <see cref="MostWaiting"/>.</summary>
    public long Waiting { get; init; }

    /// <summary>Counts of the values of each facet.</summary>
    public required IReadOnlyDictionary<PatientFacet, IReadOnlyList<KeyValuePair<string, long>>> Facets { get; init; }

    /// <summary>Number of the first row, from 0.</summary>
    public long First => (long)Query.Page * PageSize;

    /// <summary>Whether there is a page after this one.</summary>
    public bool HasNext => First + Rows.Count < Count;

    internal static async Task<PatientListModel> Load(CentreNode node, RememberedSearches searches, Access access, PatientQuery query, CancellationToken cancel)
    {
        var shell = PageShell.Of(node, "menu.patients", PageSection.Patients);
        var year = TimeZoneInfo.ConvertTime(shell.Now, shell.Zone).Year;
        var search = query.Find is { } key ? searches.Find(key) : null;
        var forgotten = query.Find is not null && search is null;
        var filter = query.Filter;
        var cut = false;
        if (search is not null)
        {
            (var among, cut) = await PatientSearch.Find(node, access, search, cancel);
            filter = filter with { Among = among };
        }

        var count = forgotten ? 0 : node.Patients.Count(filter, year);
        if (query.Order == PatientOrder.Name && count > MostByName) query = query with { Order = PatientOrder.Contact, Ascending = null };
        var all = node.Summaries.Count();
        return new PatientListModel
        {
            Shell = shell,
            Query = query,
            Search = search ?? "",
            Forgotten = forgotten,
            Cut = cut,
            Rows = forgotten ? [] : await RowsOf(node, access, filter, query, year, cancel),
            Count = count,
            All = all,
            Waiting = (await node.Store.DirtyPatients(MostWaiting, cancel)).Count,
            Facets = forgotten
                ? new Dictionary<PatientFacet, IReadOnlyList<KeyValuePair<string, long>>>()
                : Enum.GetValues<PatientFacet>().ToDictionary(facet => facet, facet => node.Patients.Count(facet, filter, year)),
        };
    }

    private static async Task<IReadOnlyList<PatientRow>> RowsOf(CentreNode node, Access access, PatientFilter filter, PatientQuery query, int year, CancellationToken cancel)
    {
        var skip = query.Page * PageSize;
        if (query.Order != PatientOrder.Name)
            return await Read(node, access, node.Patients.List(filter, SortOf(query.Order), query.IsAscending, year, skip, PageSize), cancel);

        var rows = await Read(node, access, node.Patients.List(filter, PatientSort.Contact, true, year, 0, MostByName), cancel);
        var sorted = query.IsAscending ? rows.OrderBy(row => row.SortName, StringComparer.OrdinalIgnoreCase) : rows.OrderByDescending(row => row.SortName, StringComparer.OrdinalIgnoreCase);
        return [.. sorted.Skip(skip).Take(PageSize)];
    }

    internal static async Task<IReadOnlyList<PatientRow>> Read(CentreNode node, Access access, IReadOnlyList<ListedPatient> patients, CancellationToken cancel)
    {
        var rows = new List<PatientRow>(patients.Count);
        foreach (var patient in patients)
            if (await node.Store.Find(access, "Patient", patient.Summary.Patient, cancel) is { Deleted: false } stored)
                rows.Add(PatientRow.Of(patient, FhirDocument.Parse(stored.Body, node.Definitions.Names)));
        return rows;
    }

    private static PatientSort SortOf(PatientOrder order) => order switch
    {
        PatientOrder.Cancer => PatientSort.Cancer,
        PatientOrder.Stage => PatientSort.Stage,
        PatientOrder.Born => PatientSort.Born,
        PatientOrder.Verdict => PatientSort.Verdict,
        _ => PatientSort.Contact,
    };
}
