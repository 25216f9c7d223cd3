using System.Diagnostics.CodeAnalysis;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Store;
using Tessera.Web.Fhir.Interactions;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Operations;

/// <summary>What <c>$everything</c> and <c>$mcode-everything</c> are asked to leave out.</summary>
internal sealed record EverythingFilter
{
    /// <summary>First and last day of care, both included.</summary>
    public DateOnly Start { get; private init; } = DateOnly.MinValue;

    public DateOnly End { get; private init; } = DateOnly.MaxValue;

    /// <summary>Only what was written since, or null.</summary>
    public DateTimeOffset? Since { get; private init; }

    /// <summary>Only these types, or null for all. The Patient always comes.</summary>
    public IReadOnlySet<string>? Types { get; private init; }

    /// <summary>Entries in a page, the Patient included.</summary>
    public int Count { get; private init; } = int.MaxValue;

    /// <summary>Resources on the pages before.</summary>
    public int Offset { get; private init; }

    public static bool TryRead(RequestParameters parameters, [NotNullWhen(true)] out EverythingFilter? filter, [NotNullWhen(false)] out Issue? issue)
    {
        filter = null;
        var count = int.MaxValue;
        var offset = 0;
        issue = HistoryInteraction.TryInstant(parameters["_since"], out var since) ?? HistoryInteraction.TryCount(parameters["_count"], ref count)
            ?? HistoryInteraction.TryCount(parameters["_offset"], ref offset);
        if (issue is not null) return false;
        if (parameters["start"] is { } start && !ClinicalDate.IsDate(start) || parameters["end"] is { } end && !ClinicalDate.IsDate(end))
        {
            issue = new Issue(IssueSeverity.Error, IssueType.Value, "", "start and end are dates such as 2026-01-31.");
            return false;
        }

        filter = new EverythingFilter
        {
            Start = parameters["start"] is { } first ? new ClinicalDate(first, null).First : DateOnly.MinValue,
            End = parameters["end"] is { } last ? new ClinicalDate(last, null).Last : DateOnly.MaxValue,
            Since = since,
            Types = parameters["_type"] is { Length: > 0 } types ? types.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal) : null,
            // A page has room for the Patient and at least one more.
            Count = Math.Max(count, 2),
            Offset = offset,
        };
        return true;
    }

    /// <summary>Whether a resource comes along. What carries no date of care belongs to every period.</summary>
    public bool Keeps(StoredResource resource, FhirDocument document) =>
        (Since is null || resource.Updated >= Since) && (ClinicalDates.Of(document) is not { } date || date.Overlaps(Start, End));
}
