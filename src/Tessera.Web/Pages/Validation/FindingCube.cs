using Tessera.Centre;
using Tessera.Centre.Verdicts;
using Tessera.Fhir.Validation;
using Tessera.Store;

namespace Tessera.Web.Pages.Validation;

/// <summary>Every resource of the centre, counted by type, import, verdict and findings: small enough to count again for each filter.</summary>
internal sealed class FindingCube
{
    private readonly IReadOnlyList<FindingCount> counts;
    private readonly Dictionary<long, ValidationRule> rules;
    private readonly ILookup<string, long> runs;
    private readonly Dictionary<long, string> sources;

    private FindingCube(IReadOnlyList<FindingCount> counts, IReadOnlyList<ValidationRule> rules, ILookup<string, long> runs)
    {
        this.counts = counts;
        this.rules = rules.ToDictionary(rule => rule.Id);
        this.runs = runs;
        sources = runs.SelectMany(group => group.Select(run => (group.Key, run))).ToDictionary(pair => pair.run, pair => pair.Key);
    }

    public static FindingCube Read(CentreNode node, StoreStatistics statistics)
    {
        var counts = node.Verdicts.Findings().ToList();
        // Resources without a verdict count as "not checked": what nobody looked at is never called valid.
        foreach (var (type, resources) in statistics.ByType)
        {
            var missing = resources - counts.Where(count => count.Type == type).Sum(count => count.Resources);
            if (missing > 0) counts.Add(new FindingCount(type, null, Verdict.Unchecked, [], missing));
        }

        return new FindingCube(counts, node.Verdicts.Rules(), node.Imports.RunsBySource());
    }

    public ValidationRule? Rule(long id) => rules.GetValueOrDefault(id);

    /// <summary>The runs that a query allows; null for all.</summary>
    public IReadOnlyCollection<long>? Runs(ValidationQuery query) =>
        query.Import is { } import ? [import] : query.Source is { } source ? [.. runs[source]] : null;

    public VerdictTotals Totals(ValidationQuery query)
    {
        var fitting = counts.Where(count => Fits(count, query)).ToList();
        return new VerdictTotals(Sum(Verdict.Valid), Sum(Verdict.Unchecked), Sum(Verdict.Invalid));

        long Sum(Verdict verdict) => fitting.Where(count => count.Verdict == verdict).Sum(count => count.Resources);
    }

    /// <summary>The rules of a query with their numbers of resources: what makes invalid first, then the most frequent.</summary>
    public IReadOnlyList<RuleRow> Rows(ValidationQuery query) =>
    [
        .. counts.Where(count => Fits(count, query))
            .SelectMany(count => count.Rules.Select(rule => (rules[rule], count.Resources)))
            .Where(pair => Fits(pair.Item1, query))
            .GroupBy(pair => pair.Item1, pair => pair.Resources)
            .Select(group => new RuleRow(group.Key, group.Sum()))
            .OrderBy(row => row.Rule.Kind).ThenByDescending(row => row.Resources).ThenBy(row => row.Rule.Id),
    ];

    public IReadOnlyList<KeyValuePair<FindingKind, long>> Kinds(ValidationQuery query) =>
        [.. Enum.GetValues<FindingKind>().Select(kind => KeyValuePair.Create(kind, Resources(query with { Kind = kind })))];

    public IReadOnlyList<KeyValuePair<string, long>> Types(ValidationQuery query) =>
        Sorted(counts.Select(count => count.Type), type => Resources(query with { Type = type }));

    public IReadOnlyList<KeyValuePair<string, long>> Profiles(ValidationQuery query) =>
        Sorted(rules.Values.Select(rule => ValidationQuery.NameOf(rule.Profile)), profile => Resources(query with { Profile = profile }));

    public IReadOnlyList<KeyValuePair<string, long>> Sources(ValidationQuery query) =>
        Sorted(runs.Select(group => group.Key), source => Resources(query with { Source = source }));

    // How many resources have at least one finding that fits.
    private long Resources(ValidationQuery query) =>
        counts.Where(count => Fits(count, query) && count.Rules.Any(rule => Fits(rules[rule], query))).Sum(count => count.Resources);

    private bool Fits(FindingCount count, ValidationQuery query) =>
        (query.Type is null || query.Type == count.Type)
        && (query.Import is null || query.Import == count.Run)
        && (query.Source is null || (count.Run is { } run && sources.GetValueOrDefault(run) == query.Source));

    private static bool Fits(ValidationRule rule, ValidationQuery query) =>
        (query.Kind is null || query.Kind == rule.Kind) && (query.Profile is null || query.Profile == ValidationQuery.NameOf(rule.Profile));

    private static IReadOnlyList<KeyValuePair<string, long>> Sorted(IEnumerable<string> values, Func<string, long> count) =>
        [.. values.Distinct(StringComparer.Ordinal).Select(value => KeyValuePair.Create(value, count(value))).Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
}
