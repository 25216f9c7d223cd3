using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Centre.Runs;
using Tessera.Store;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Home;

/// <summary>The centre at a glance.</summary>
public sealed record HomeModel
{

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }


    /// <summary>The last import, or null.</summary>
    public ImportSummary? LastImport { get; init; }

    /// <summary>Number of patients.</summary>
    public long Patients { get; init; }

    /// <summary>The six groups in their order.</summary>
    public required IReadOnlyList<GroupTotals> Groups { get; init; }

    /// <summary>All groups together.</summary>
    public required GroupTotals All { get; init; }

    /// <summary>Quarantined records.</summary>
    public long Quarantined { get; init; }

    /// <summary>Their most frequent reasons.</summary>
    public required IReadOnlyList<QuarantineCause> Causes { get; init; }

    /// <summary>How many reasons there are.</summary>
    public int CauseCount { get; init; }

    internal static async Task<HomeModel> Load(CentreNode node, Access access, CancellationToken cancel)
    {
        var statistics = await node.Store.Count(access, cancel);
        var groups = GroupTotals.Of(statistics, node.Verdicts.Count());
        var last = node.Imports.List(0, 1) is [var newest, ..] ? newest : null;
        var causes = node.Quarantine.Causes();
        return new HomeModel
        {
            Shell = PageShell.Of(node, "menu.centre", PageSection.Centre),
            LastImport = last,
            Patients = statistics.ByType.FirstOrDefault(pair => pair.Key == "Patient").Value,
            Groups = groups,
            All = GroupTotals.Sum(groups),
            Quarantined = causes.Sum(cause => cause.Records),
            Causes = [.. causes.Take(5)],
            CauseCount = causes.Count,
        };
    }
}
