using Tessera.Centre;
using Tessera.Centre.Running;
using Tessera.Centre.Runs;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Imports;

/// <summary>The import runs.</summary>
public sealed record ImportsModel
{
    private const int PageSize = 50;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>The sources that this server runs.</summary>
    public required IReadOnlyList<SourceLine> Sources { get; init; }

    /// <summary>Runs, newest first.</summary>
    public required IReadOnlyList<ImportSummary> Runs { get; init; }

    /// <summary>Number of this page, from 0.</summary>
    public int Page { get; init; }

    /// <summary>Number of the next page, or null.</summary>
    public int? Next { get; init; }

    /// <summary>Whether an import is under way, so that the page is soon out of date.</summary>
    public bool IsLive => Sources.Any(source => source.Live is not null);

    internal static ImportsModel Load(CentreNode node, ImportRunner runner, int page)
    {
        var runs = node.Imports.List(page * PageSize, PageSize + 1);
        return new ImportsModel
        {
            Shell = PageShell.Of(node, "imports.title", PageSection.Imports),
            Sources = [.. runner.Sources.Select((source, number) => Line(node, runner, source, number))],
            Runs = [.. runs.Take(PageSize)],
            Page = page,
            Next = runs.Count > PageSize ? page + 1 : null,
        };
    }

    private static SourceLine Line(CentreNode node, ImportRunner runner, ConfiguredSource source, int number)
    {
        var id = runner.IdOf(source);
        var next = source.Schedule.Next(id is null ? null : node.Imports.LastStart(id), node.Clock.GetUtcNow(), node.Settings.TimeZone);
        return new SourceLine(number, id ?? Path.GetFileName(source.Name), source.Schedule, runner.LiveOf(source), next, id is null ? null : node.Watermarks.Find(id));
    }
}
