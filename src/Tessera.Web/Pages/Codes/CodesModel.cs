using Tessera.Centre;
using Tessera.Centre.Codes;
using Tessera.Centre.Codes.Suggestions;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Codes;

/// <summary>The work list of unmapped codes.</summary>
public sealed record CodesModel
{
    private const int PageSize = 50;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>What the address asks for.</summary>
    public required CodesQuery Query { get; init; }

    /// <summary>All codes, decided or not: what the filters count.</summary>
    public required IReadOnlyList<UnmappedCode> All { get; init; }

    /// <summary>Number of codes that pass the filters.</summary>
    public int Count { get; init; }

    /// <summary>Those of this page, each with its best suggestion or null.</summary>
    public required IReadOnlyList<(UnmappedCode Code, CodeSuggestion? Best)> Codes { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool HasNext { get; init; }

    /// <summary>How many patients' records a decision has yet to reach.</summary>
    public long Waiting { get; init; }

    internal static CodesModel Load(CentreNode node, CodesQuery query)
    {
        var all = node.Codes.Unmapped.All();
        var passing = all.Where(query.Filter.Passes).ToList();
        return new CodesModel
        {
            Shell = PageShell.Of(node, "codes.title", PageSection.Codes),
            Query = query,
            All = all,
            Count = passing.Count,
            Codes = [.. passing.Skip(query.Page * PageSize).Take(PageSize).Select(code => (code, code.Decision is null && node.Codes.Suggestions.For(code, 1) is [var best, ..] ? best : null))],
            HasNext = passing.Count > (query.Page + 1) * PageSize,
            Waiting = node.Codes.Application.Waiting,
        };
    }
}
