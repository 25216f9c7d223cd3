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

    /// <summary>Only these types, or null for all.</summary>
    public IReadOnlySet<string>? Types { get; private init; }

    /// <summary>Entries in a page.</summary>
    public int Count { get; private init; } = int.MaxValue;

    /// <summary>Resources on the pages before.</summary>
    public int Offset { get; private init; }

    /// <summary>Whether what the record refers to and several patients may share comes along at all.</summary>
    public bool AsksShared => Types is null || Types.Any(FhirStore.IsShared);

    /// <summary>Reads the parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="isType">Whether a text names a resource type.</param>
    /// <param name="filter">What they ask for, or null.</param>
    /// <param name="issue">What is wrong with them, or null.</param>
    public static bool TryRead(RequestParameters parameters, Func<string, bool> isType, [NotNullWhen(true)] out EverythingFilter? filter, [NotNullWhen(false)] out Issue? issue)
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

        var types = parameters.All("_type").SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        if (types.FirstOrDefault(type => !isType(type)) is { } unknown)
        {
            issue = new Issue(IssueSeverity.Error, IssueType.Value, "_type", $"'{unknown}' is not a resource type.") { Fix = "Name types such as Observation, separated by commas." };
            return false;
        }

        filter = new EverythingFilter
        {
            Start = parameters["start"] is { } first ? new ClinicalDate(first, null).First : DateOnly.MinValue,
            End = parameters["end"] is { } last ? new ClinicalDate(last, null).Last : DateOnly.MaxValue,
            Since = since,
            Types = types.Count > 0 ? types : null,
            Count = count,
            Offset = offset,
        };
        return true;
    }

    /// <summary>Whether a resource is of a type that is asked for, and was written since.</summary>
    public bool Asks(StoredResource resource) => Types?.Contains(resource.Type) != false && (Since is null || resource.Updated >= Since);

    /// <summary>Whether a resource belongs to the period of care. What carries no date of care belongs to every period.</summary>
    public bool IsInPeriod(FhirDocument document) => ClinicalDates.Of(document) is not { } date || date.Overlaps(Start, End);
}
