using Tessera.Fhir.Definitions;
using Tessera.Oncology.Quality;

namespace Tessera.Centre.Quality;

/// <summary>Quality per data element, made of the sums: as fresh as the last run of the projector.</summary>
public sealed record QualityReport
{
    private const int MostCauses = 3;

    /// <summary>The source that is told about, or null for all.</summary>
    public string? Source { get; private init; }

    /// <summary>Every source that contributes; empty for records that came without one.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The elements, by their index.</summary>
    public required IReadOnlyList<QualityLine> Lines { get; init; }

    /// <summary>The import before, and when its counts were taken; null when there is nothing to compare with.</summary>
    public QualityComparison? Before { get; private init; }

    /// <summary>The sums by source and month.</summary>
    public required QualityVector Totals { get; init; }

    /// <summary>Makes the report.</summary>
    /// <param name="node">The centre.</param>
    /// <param name="source">Only this source, or null for all.</param>
    public static QualityReport Of(CentreNode node, string? source)
    {
        ArgumentNullException.ThrowIfNull(node);
        var totals = node.Quality.Totals();
        var before = node.Quality.Before();
        var counts = totals.ByEntry(one => Passes(one, source));
        var past = before?.Totals.ByEntry(one => Passes(one, source));
        var kept = QuarantinedElements.Read(node, source);
        var broken = InvalidElements.Read(node);
        return new QualityReport
        {
            Source = source, Totals = totals, Before = before,
            Sources = [.. totals.Cells.Select(cell => cell.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Lines = [.. node.Quality.Catalogue.Elements.Select(element => Line(element, counts, past, kept, broken))],
        };
    }

    /// <summary>The counts of one element by month, in order; month 0 holds what has no date.</summary>
    public IReadOnlyList<KeyValuePair<int, QualityCounts>> Months(QualityElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var months = new SortedDictionary<int, QualityCounts>();
        foreach (var cell in Totals.Cells)
            if (Passes(cell.Source, Source) && cell.Counts.TryGetValue(element.Index, out var counts)) months[cell.Month] = months.GetValueOrDefault(cell.Month) + counts;
        return [.. months];
    }

    private static bool Passes(string one, string? source) => source is null || one == source;

    private static QualityLine Line(
        QualityElement element, IReadOnlyDictionary<int, QualityCounts> counts, IReadOnlyDictionary<int, QualityCounts>? past, QuarantinedElements kept, InvalidElements broken)
    {
        var now = counts.GetValueOrDefault(element.Index);
        var findings = new Dictionary<PlausibilityRule, long>();
        foreach (var rule in Enum.GetValues<PlausibilityRule>())
            if (counts.GetValueOrDefault(QualityKey.OfFinding(element.Index, rule)).Extracted is > 0 and var found) findings.Add(rule, found);
        return new QualityLine(element, now)
        {
            Before = past?.GetValueOrDefault(element.Index), Quarantined = kept.Count(element), Findings = findings,
            Causes = [.. Causes(element, now, findings, kept, broken).OrderBy(cause => IsNoObstacle(cause, element)).ThenByDescending(cause => Weight(cause, now)).ThenBy(cause => cause.Kind).Take(MostCauses)],
        };
    }

    // A value without a code of a set that is only preferred is usable all the same.
    private static bool IsNoObstacle(QualityCause cause, QualityElement element) => cause.Kind == QualityCauseKind.Unmapped && element.Strength == BindingStrength.Preferred;

    // Records in quarantine may have fed the element; they explain no more than is lacking.
    private static long Weight(QualityCause cause, QualityCounts counts) => cause.Kind == QualityCauseKind.Quarantined ? Math.Min(cause.Count, counts.Lacking) : cause.Count;

    private static IEnumerable<QualityCause> Causes(
        QualityElement element, QualityCounts counts, Dictionary<PlausibilityRule, long> findings, QuarantinedElements kept, InvalidElements broken)
    {
        var incomplete = Math.Clamp(counts.InSource - counts.Extracted, 0, counts.Lacking);
        if (counts.Lacking > incomplete) yield return new QualityCause(QualityCauseKind.NotInSource, counts.Lacking - incomplete);
        if (incomplete > 0) yield return new QualityCause(QualityCauseKind.Incomplete, incomplete);
        // Where all have it, none is missing for want of a record in quarantine.
        if (counts.Lacking > 0 || counts.Expected == 0)
            foreach (var (cause, records) in kept.Causes(element)) yield return new QualityCause(QualityCauseKind.Quarantined, records) { Detail = cause };
        if (counts.Unmapped(element.IsCoded) is > 0 and var unmapped) yield return new QualityCause(QualityCauseKind.Unmapped, unmapped);
        if (counts.Extracted - counts.Valid is > 0 and var invalid)
        {
            var rule = broken.Find(element);
            yield return new QualityCause(QualityCauseKind.Invalid, invalid) { Detail = rule?.Message, ValidationRule = rule?.Id };
        }

        if (counts.Extracted == counts.Plausible) yield break;
        foreach (var (rule, found) in findings)
            if (rule.IsBroken()) yield return new QualityCause(QualityCauseKind.Implausible, found) { Rule = rule };
    }
}
