using Tessera.Centre;
using Tessera.Centre.Runs;
using Tessera.Centre.Vanishing;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Imports;

/// <summary>One import run.</summary>
public sealed record RunModel
{
    private const int MostVanished = 50;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>The run.</summary>
    public required ImportSummary Run { get; init; }

    /// <summary>Some of the resources whose record the source no longer has.</summary>
    public required IReadOnlyList<VanishedResource> Vanished { get; init; }

    internal static RunModel? Load(CentreNode node, long id) => node.Imports.Find(id) is { } run
        ? new RunModel { Shell = PageShell.Of(node, "imports.title", PageSection.Imports), Run = run, Vanished = run.Account.Vanished is { Gone: > 0 } ? node.Vanished.List(run.Source, 0, MostVanished) : [] }
        : null;
}
