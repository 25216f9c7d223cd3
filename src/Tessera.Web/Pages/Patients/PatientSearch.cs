using Tessera.Centre;
using Tessera.Store;

namespace Tessera.Web.Pages.Patients;

/// <summary>Finds patients by what a person typed: a name, an identifier or a code of a cancer.</summary>
internal static class PatientSearch
{
    private const int Most = 500;

    /// <summary>Ids of patients that match, and whether there are more.</summary>
    public static async Task<(IReadOnlyList<string> Patients, bool Cut)> Find(CentreNode node, Access access, string text, CancellationToken cancel)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(6);
        var count = PageSearch.With("_count", $"{Most}");
        var literal = PageSearch.Literal(text.Trim());
        SearchPage[] pages =
        [
            await PageSearch.Run(node, access, "Patient", [PageSearch.With("identifier", literal), count], cancel),
            await PageSearch.Run(node, access, "Patient", [.. words.Select(word => PageSearch.With("name", PageSearch.Literal(word))), count], cancel),
            await PageSearch.Run(node, access, "Condition", [PageSearch.With("code", literal), PageSearch.With("_include", "Condition:subject"), count], cancel),
        ];
        var found = pages.SelectMany(page => page.Matches.Concat(page.Included)).Where(resource => resource.Type == "Patient").Select(resource => resource.Id).Distinct().ToList();
        return (found.Count > Most ? found[..Most] : found, found.Count > Most || pages.Any(page => page.Next is not null));
    }
}
