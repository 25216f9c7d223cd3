using Tessera.Centre.Verdicts;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Store;

namespace Tessera.Web.Pages.Home;

/// <summary>How many resources of an mCODE group there are, and what validation says of them.</summary>
/// <param name="Group">The group.</param>
/// <param name="Valid">Valid resources.</param>
/// <param name="Unchecked">Those that could not be checked completely.</param>
/// <param name="Invalid">Invalid ones.</param>
/// <param name="Kinds">The most frequent kinds, such as <c>Primary cancer</c>, with their numbers.</param>
public sealed record GroupTotals(McodeGroup Group, long Valid, long Unchecked, long Invalid, IReadOnlyList<KeyValuePair<string, long>> Kinds)
{
    private const int KindsShown = 3;

    /// <summary>All of them.</summary>
    public long Total => Valid + Unchecked + Invalid;

    internal static IReadOnlyList<GroupTotals> Of(StoreStatistics statistics, IReadOnlyList<VerdictCount> verdicts)
    {
        var unseen = Unseen(statistics, verdicts).ToLookup(pair => McodeGroups.Of(pair.Key), pair => pair.Value);
        var kinds = statistics.ByProfile
            .Select(pair => (Profile: McodeProfileTable.Find(pair.Key), pair.Value)).Where(pair => pair.Profile is not null)
            .ToLookup(pair => pair.Profile!.Group, pair => KeyValuePair.Create(pair.Profile!.Label, pair.Value));
        return [.. Enum.GetValues<McodeGroup>().Select(group => new GroupTotals(
            group,
            Count(verdicts, group, Verdict.Valid),
            Count(verdicts, group, Verdict.Unchecked) + unseen[group].Sum(),
            Count(verdicts, group, Verdict.Invalid),
            [.. kinds[group].Take(KindsShown)]))];
    }

    internal static GroupTotals Sum(IReadOnlyList<GroupTotals> groups) =>
        new(McodeGroup.Patient, groups.Sum(group => group.Valid), groups.Sum(group => group.Unchecked), groups.Sum(group => group.Invalid), []);

    // Resources without a verdict count as "not checked": what nobody looked at is never called valid.
    private static IEnumerable<KeyValuePair<string, long>> Unseen(StoreStatistics statistics, IReadOnlyList<VerdictCount> verdicts) =>
        from pair in statistics.ByType
        let missing = pair.Value - verdicts.Where(count => count.Type == pair.Key).Sum(count => count.Resources)
        where missing > 0
        select KeyValuePair.Create(pair.Key, missing);

    private static long Count(IReadOnlyList<VerdictCount> verdicts, McodeGroup group, Verdict verdict) =>
        verdicts.Where(count => count.Group == group && count.Verdict == verdict).Sum(count => count.Resources);
}
