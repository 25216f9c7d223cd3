using Tessera.Centre;
using Tessera.Centre.Quarantine;
using Tessera.Web.Components;

namespace Tessera.Web.Pages.Quarantine;

/// <summary>The work list of quarantined records.</summary>
public sealed record QuarantineModel
{
    private const int PageSize = 50;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>How many records there are.</summary>
    public long Count { get; init; }

    /// <summary>Their reasons, most frequent first.</summary>
    public required IReadOnlyList<QuarantineCause> Causes { get; init; }

    /// <summary>The reason that is chosen, by its place in <see cref="Causes"/>, or null.</summary>
    public int? Chosen { get; init; }

    /// <summary>The records of this page.</summary>
    public required IReadOnlyList<QuarantinedRecord> Records { get; init; }

    /// <summary>The corrections in force that were made last.</summary>
    public required IReadOnlyList<Correction> Corrections { get; init; }

    /// <summary>Number of this page, from 0.</summary>
    public int Page { get; init; }

    /// <summary>Number of the next page, or null.</summary>
    public int? Next { get; init; }

    internal static QuarantineModel Load(CentreNode node, int? chosen, int page)
    {
        var causes = node.Quarantine.Causes();
        if (chosen >= causes.Count) chosen = null;
        var records = node.Quarantine.List(chosen is { } index ? causes[index].Text : null, page * PageSize, PageSize + 1);
        return new QuarantineModel
        {
            Shell = PageShell.Of(node, "quarantine.title", PageSection.Quarantine),
            Count = causes.Sum(cause => cause.Records),
            Causes = causes,
            Chosen = chosen,
            Records = [.. records.Take(PageSize)],
            Corrections = [.. node.Corrections.InForce().Reverse().Take(PageSize)],
            Page = page,
            Next = records.Count > PageSize ? page + 1 : null,
        };
    }
}
