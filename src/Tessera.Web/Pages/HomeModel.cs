using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Centre.Runs;
using Tessera.Store;

namespace Tessera.Web.Pages;

/// <summary>The centre at a glance.</summary>
public sealed record HomeModel
{
    private const int TypesShown = 8;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>When there was the last import, in words, or null.</summary>
    public string? LastImportAt { get; init; }

    /// <summary>The last import, or null.</summary>
    public ImportSummary? LastImport { get; init; }

    /// <summary>Number of patients.</summary>
    public long Patients { get; init; }

    /// <summary>The six groups in their order.</summary>
    public required IReadOnlyList<GroupTotals> Groups { get; init; }

    /// <summary>All groups together.</summary>
    public required GroupTotals All { get; init; }

    /// <summary>The most frequent resource types.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Types { get; init; }

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
            Shell = PageShell.Of(node, "Centre", PageSection.Centre),
            LastImport = last,
            LastImportAt = last is null ? null : Wording.Recent(last.Started, node.Clock.GetUtcNow(), node.Settings.TimeZone),
            Patients = statistics.ByType.FirstOrDefault(pair => pair.Key == "Patient").Value,
            Groups = groups,
            All = GroupTotals.Sum(groups),
            Types = [.. statistics.ByType.Take(TypesShown)],
            Quarantined = causes.Sum(cause => cause.Records),
            Causes = [.. causes.Take(5)],
            CauseCount = causes.Count,
        };
    }
}
