using Tessera.Centre;
using Tessera.Centre.PatientLists;
using Tessera.Centre.Quarantine;
using Tessera.Centre.Runs;
using Tessera.Centre.Verdicts;
using Tessera.Store;
using Tessera.Web.Components;
using Tessera.Web.Pages.Validation;

namespace Tessera.Web.Pages.Home;

/// <summary>The centre at a glance.</summary>
public sealed record HomeModel
{
    private const int ReasonsShown = 3;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>The last import, or null.</summary>
    public ImportSummary? LastImport { get; init; }

    /// <summary>Number of patients.</summary>
    public long Patients { get; init; }

    /// <summary>Patients of whom a primary cancer is recorded.</summary>
    public long WithCancer => Counted - Unnamed(PatientFacet.Cancer);

    /// <summary>Patients whose journey is made: the denominator of what is counted by it.</summary>
    public long Counted { get; init; }

    /// <summary>Patients whose records contradict each other.</summary>
    public long Contradicting => Facets[PatientFacet.Contradictions].FirstOrDefault(pair => pair.Key == "yes").Value;

    /// <summary>Numbers of patients by value.</summary>
    public required IReadOnlyDictionary<PatientFacet, IReadOnlyList<KeyValuePair<string, long>>> Facets { get; init; }

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

    /// <summary>The most frequent broken rules.</summary>
    public required IReadOnlyList<RuleRow> Broken { get; init; }

    /// <summary>What is missing most, so that it could not be checked.</summary>
    public required IReadOnlyList<RuleRow> Unchecked { get; init; }

    internal static async Task<HomeModel> Load(CentreNode node, Access access, CancellationToken cancel)
    {
        var shell = PageShell.Of(node, "menu.centre", PageSection.Centre);
        var year = TimeZoneInfo.ConvertTime(shell.Now, shell.Zone).Year;
        var statistics = await node.Store.Count(access, cancel);
        var groups = GroupTotals.Of(statistics, node.Verdicts.Count());
        var causes = node.Quarantine.Causes();
        var rules = FindingCube.Read(node, statistics).Rows(new ValidationQuery());
        return new HomeModel
        {
            Shell = shell,
            LastImport = node.Imports.List(0, 1) is [var newest, ..] ? newest : null,
            Patients = statistics.ByType.FirstOrDefault(pair => pair.Key == "Patient").Value,
            Counted = node.Summaries.Count(),
            Facets = new[] { PatientFacet.Cancer, PatientFacet.Stage, PatientFacet.Sex, PatientFacet.Age, PatientFacet.Contradictions }
                .ToDictionary(facet => facet, facet => node.Patients.Count(facet, PatientFilter.None, year)),
            Groups = groups,
            All = GroupTotals.Sum(groups),
            Quarantined = causes.Sum(cause => cause.Records),
            Causes = [.. causes.Take(ReasonsShown)],
            CauseCount = causes.Count,
            Broken = [.. rules.Where(row => row.Rule.Kind == FindingKind.Invalid).Take(ReasonsShown)],
            Unchecked = [.. rules.Where(row => row.Rule.Kind == FindingKind.Unchecked).Take(ReasonsShown)],
        };
    }

    private long Unnamed(PatientFacet facet) => Facets[facet].FirstOrDefault(pair => pair.Key.Length == 0).Value;
}
