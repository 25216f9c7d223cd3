using Tessera.Centre;
using Tessera.Centre.Runs;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Imports;

/// <summary>The import runs.</summary>
public sealed record ImportsModel
{
    private const int PageSize = 50;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>Runs, newest first.</summary>
    public required IReadOnlyList<ImportSummary> Runs { get; init; }

    /// <summary>Number of this page, from 0.</summary>
    public int Page { get; init; }

    /// <summary>Number of the next page, or null.</summary>
    public int? Next { get; init; }

    internal static ImportsModel Load(CentreNode node, int page)
    {
        var runs = node.Imports.List(page * PageSize, PageSize + 1);
        return new ImportsModel
        {
            Shell = PageShell.Of(node, "imports.title", PageSection.Imports),
            Runs = [.. runs.Take(PageSize)],
            Page = page,
            Next = runs.Count > PageSize ? page + 1 : null,
        };
    }
}
