using Tessera.Centre;
using Tessera.Centre.Runs;
using Tessera.Centre.Verdicts;
using Tessera.Store;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Validation;

/// <summary>What validation says of the centre's resources: the verdict first, then by rule.</summary>
public sealed record ValidationModel
{
    /// <summary>How many rules a page shows.</summary>
    internal const int RulesOnPage = 50;

    private const int ResourcesOnPage = 50;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>What is shown.</summary>
    public required ValidationQuery Query { get; init; }

    /// <summary>The verdicts on the resources that the filters leave.</summary>
    public required VerdictTotals Totals { get; init; }

    /// <summary>Rules on this page; one when a rule is looked at.</summary>
    public required IReadOnlyList<RuleRow> Rules { get; init; }

    /// <summary>How many rules there are.</summary>
    public int RuleCount { get; init; }

    /// <summary>When a rule is looked at: resources of this page.</summary>
    public IReadOnlyList<RuleExample> Resources { get; init; } = [];

    /// <summary>Whether there is a page after this one.</summary>
    public bool HasNext { get; init; }

    /// <summary>Numbers of resources by kind of finding.</summary>
    public required IReadOnlyList<KeyValuePair<FindingKind, long>> Kinds { get; init; }

    /// <summary>Numbers of resources by type.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Types { get; init; }

    /// <summary>Numbers of resources by profile of the rule.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Profiles { get; init; }

    /// <summary>Numbers of resources by source.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Sources { get; init; }

    /// <summary>The import that is looked at, or null.</summary>
    public ImportSummary? Import { get; init; }

    /// <summary>Source records that validation kept out, before they became resources.</summary>
    public long Quarantined { get; init; }

    /// <summary>Loads the report; null when the query names a rule that there is not.</summary>
    internal static async Task<ValidationModel?> Load(CentreNode node, Access access, ValidationQuery query, int rulesOnPage, CancellationToken cancel)
    {
        var cube = FindingCube.Read(node, await node.Store.Count(access, cancel));
        if (query.Rule is { } wanted && cube.Rule(wanted) is null) return null;
        var rows = cube.Rows(query.Rule is null ? query : query with { Kind = null, Profile = null });
        var model = new ValidationModel
        {
            Shell = PageShell.Of(node, "menu.validation", PageSection.Validation),
            Query = query,
            Totals = cube.Totals(query),
            Rules = rows,
            RuleCount = rows.Count,
            Kinds = cube.Kinds(query),
            Types = cube.Types(query),
            Profiles = cube.Profiles(query),
            Sources = cube.Sources(query),
            Import = query.Import is { } import ? node.Imports.Find(import) : null,
            Quarantined = node.Quarantine.Count(),
        };
        var examples = new RuleExamples(node, access);
        if (query.Rule is { } rule)
        {
            var found = node.Verdicts.Resources(rule, query.Type, cube.Runs(query), query.Page * ResourcesOnPage, ResourcesOnPage + 1);
            return model with
            {
                Rules = [rows.FirstOrDefault(row => row.Rule.Id == rule) ?? new RuleRow(cube.Rule(rule)!, 0)],
                Resources = await examples.Read(cube.Rule(rule)!, found.Take(ResourcesOnPage), cancel),
                HasNext = found.Count > ResourcesOnPage,
            };
        }

        var shown = new List<RuleRow>();
        foreach (var row in rows.Skip(query.Page * rulesOnPage).Take(rulesOnPage))
            shown.Add(row with { Example = await examples.First(row.Rule, query.Type, cube.Runs(query), cancel) });
        return model with { Rules = shown, HasNext = rows.Count > (query.Page + 1) * rulesOnPage };
    }
}
