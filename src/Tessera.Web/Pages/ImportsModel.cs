using Tessera.Centre;
using Tessera.Centre.Runs;

namespace Tessera.Web.Pages;

/// <summary>The import runs.</summary>
public sealed record ImportsModel
{
    private const int PageSize = 50;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>Runs, newest first.</summary>
    public required IReadOnlyList<ImportSummary> Runs { get; init; }

    /// <summary>When a run began, in words.</summary>
    public required Func<ImportSummary, string> StartedAt { get; init; }

    /// <summary>Number of the next page, or null.</summary>
    public int? Next { get; init; }

    internal static ImportsModel Load(CentreNode node, int page)
    {
        var runs = node.Imports.List(page * PageSize, PageSize + 1);
        return new ImportsModel
        {
            Shell = PageShell.Of(node, "Imports", PageSection.Imports),
            Runs = [.. runs.Take(PageSize)],
            StartedAt = run => Wording.Recent(run.Started, node.Clock.GetUtcNow(), node.Settings.TimeZone),
            Next = runs.Count > PageSize ? page + 1 : null,
        };
    }
}
