using Tessera.Centre;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Store;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Patients;

/// <summary>A page of patients.</summary>
public sealed record PatientListModel
{
    private const int PageSize = 25;
    private const int LargestFind = 100;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>What was searched for, or empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>The patients.</summary>
    public required IReadOnlyList<PatientRow> Rows { get; init; }

    /// <summary>All patients of the centre.</summary>
    public long All { get; init; }

    /// <summary>Where the next page begins, or null.</summary>
    public string? Next { get; init; }

    /// <summary>Whether this is not the first page.</summary>
    public bool Continued { get; init; }

    /// <summary>Whether there are more matches than are shown.</summary>
    public bool Cut { get; init; }

    internal static async Task<PatientListModel> Load(CentreNode node, Access access, string query, string? cursor, CancellationToken cancel)
    {
        var shell = PageShell.Of(node, "menu.patients", PageSection.Patients);
        var statistics = await node.Store.Count(access, cancel);
        var all = statistics.ByType.FirstOrDefault(pair => pair.Key == "Patient").Value;
        if (query.Length > 0)
        {
            var (found, cut) = await Find(node, access, query, cancel);
            return new PatientListModel { Shell = shell, Query = query, Rows = await RowsOf(node, access, found, cancel), All = all, Cut = cut };
        }

        var parameters = new List<KeyValuePair<string, string>> { PageSearch.With("_count", $"{PageSize}"), PageSearch.With("_sort", "family,given") };
        if (cursor is not null) parameters.Add(PageSearch.With("_cursor", cursor));
        var page = await PageSearch.Run(node, access, "Patient", parameters, cancel);
        return new PatientListModel { Shell = shell, Rows = await RowsOf(node, access, page.Matches, cancel), All = all, Next = page.Next, Continued = cursor is not null };
    }

    /// <summary>Patients whose name, identifier or cancer code matches, each once.</summary>
    private static async Task<(IReadOnlyList<StoredResource> Found, bool Cut)> Find(CentreNode node, Access access, string query, CancellationToken cancel)
    {
        var words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(6);
        var count = PageSearch.With("_count", $"{LargestFind}");
        var literal = PageSearch.Literal(query.Trim());
        SearchPage[] pages =
        [
            await PageSearch.Run(node, access, "Patient", [PageSearch.With("identifier", literal), count], cancel),
            await PageSearch.Run(node, access, "Patient", [.. words.Select(word => PageSearch.With("name", PageSearch.Literal(word))), count], cancel),
            await PageSearch.Run(node, access, "Condition", [PageSearch.With("code", literal), PageSearch.With("_include", "Condition:subject"), count], cancel),
        ];
        var found = pages.SelectMany(page => page.Matches.Concat(page.Included)).Where(resource => resource.Type == "Patient").DistinctBy(resource => resource.Id).ToList();
        return (found.Count > LargestFind ? found[..LargestFind] : found, found.Count > LargestFind || pages.Any(page => page.Next is not null));
    }

    private static async Task<IReadOnlyList<PatientRow>> RowsOf(CentreNode node, Access access, IReadOnlyList<StoredResource> patients, CancellationToken cancel)
    {
        if (patients.Count == 0) return [];
        var subjects = PageSearch.With("subject", string.Join(',', patients.Select(patient => $"Patient/{patient.Id}")));
        var page = await PageSearch.Run(node, access, "Condition", [subjects, PageSearch.With("_count", "1000")], cancel);
        var cancers = page.Matches.Select(condition => FhirDocument.Parse(condition.Body, node.Definitions.Names))
            .Where(condition => McodeProfileTable.ClaimedBy(condition) is not null)
            // the primary cancer first
            .OrderBy(condition => McodeProfileTable.ClaimedBy(condition)!.Name, StringComparer.Ordinal)
            .ToLookup(condition => condition.Root["subject"].Text("reference") ?? "", StringComparer.Ordinal);
        return [.. patients.Select(patient => PatientRow.Of(patient.Id, FhirDocument.Parse(patient.Body, node.Definitions.Names), cancers[$"Patient/{patient.Id}"]))];
    }
}
