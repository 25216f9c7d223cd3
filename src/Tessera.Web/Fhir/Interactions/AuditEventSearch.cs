using Tessera.Centre;
using Tessera.Centre.Audit;
using Tessera.Database.AppendLogs;
using Tessera.Fhir;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Queries;
using Tessera.Store;
using Tessera.Web.Fhir.Requests;

namespace Tessera.Web.Fhir.Interactions;

/// <summary>Adds the entries of the node's own audit to searches of AuditEvents, newest first behind those that are stored: by <c>patient</c> and
/// <c>date</c>. See docs/adr/0023-the-audit-is-a-log-beside-the-store.md</summary>
internal sealed class AuditEventSearch(CentreNode node)
{
    private const string CursorName = "_cursor";
    private const string CursorStart = "audit.";

    /// <summary>The page of a search of AuditEvents.</summary>
    public async Task<SearchPage> Find(FhirRequest request, SearchQuery query)
    {
        var before = Cursor(request.Parameters);
        var page = before is null ? await node.Store.Search(request.Access, query, request.Cancel) : new SearchPage([], [], null, null);
        // An entry names all patients of an answer: it is for who may see all of them.
        if (page.Next is not null || !request.Access.IsUnrestricted) return page;
        if (Entries(query) is not { } wanted)
            return page with { Issues = [.. page.Issues, new Issue(IssueSeverity.Information, IssueType.NotSupported, "", "The entries of this node's own audit are found by patient and date; they are no part of this answer.")] };
        return Add(request, query, page, wanted with { Before = before ?? LogPlace.End });
    }

    /// <summary>The parameters of a search without our own cursor, which the store's search does not know.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> WithoutCursor(RequestParameters parameters) =>
        Cursor(parameters) is null ? parameters.Pairs : [.. parameters.Pairs.Where(pair => pair.Key != CursorName)];

    /// <summary>The entry with an id, or null.</summary>
    public static StoredResource? Read(FhirRequest request, CentreNode node)
    {
        if (!request.Access.IsUnrestricted || !request.Id!.StartsWith(CursorStart, StringComparison.Ordinal) || LogPlace.Parse(request.Id[CursorStart.Length..]) is not { Offset: < int.MaxValue } place) return null;
        var found = node.Audit.Search(new AuditQuery { Before = place with { Offset = place.Offset + 1 }, Count = 1 }, request.Cancel);
        return found is [var record] && record.Place == place ? Rendered(request, node, found)[0] : null;
    }

    private SearchPage Add(FhirRequest request, SearchQuery query, SearchPage page, AuditQuery wanted)
    {
        var total = page.Total is { } stored ? stored + node.Audit.Search(wanted with { Count = int.MaxValue }, request.Cancel).Count : (long?)null;
        if (query.CountOnly) return page with { Total = total };
        var room = Math.Max(0, query.Count - page.Matches.Count);
        var found = node.Audit.Search(wanted with { Count = room + 1 }, request.Cancel);
        var shown = found.Take(room).ToList();
        var next = found.Count > room ? CursorStart + (shown is [.., var last] ? last.Place : LogPlace.End) : null;
        return page with { Matches = [.. page.Matches, .. Rendered(request, node, shown)], Next = next, Total = total };
    }

    // Who asks who saw a patient learns something about that patient, and is written down in turn.
    private static StoredResource[] Rendered(FhirRequest request, CentreNode node, IReadOnlyList<AuditRecord> records)
    {
        var names = node.Audit.Names(records);
        node.Store.Disclose(request.Access, [.. names.Values.Select(id => ("Patient", id))]);
        return [.. records.Select(record => AuditEventJson.Resource(record, names))];
    }

    private AuditQuery? Entries(SearchQuery query)
    {
        var parts = query.Filter switch { AllOf all => all.Parts, { } one => [one], null => [] };
        AuditQuery? wanted = query.Includes.Count == 0 && query.Sort.All(sort => sort is { Descending: true, Parameter.Code: "date" or "_lastUpdated" }) ? new() : null;
        foreach (var part in parts)
        {
            wanted = part switch
            {
                _ when wanted is null => null,
                ReferenceMatch { Parameter.Code: "patient", Id: { } id } => wanted with { Subject = node.Audit.Subject(id) ?? 0 },
                DateMatch { Parameter.Code: "date" or "_lastUpdated" } date => Between(wanted, date),
                _ => null,
            };
        }

        return wanted;
    }

    private static AuditQuery? Between(AuditQuery wanted, DateMatch date)
    {
        var (first, behind) = (Instant(date.Range.Low), Instant(date.Range.High));
        return date.Prefix switch
        {
            SearchPrefix.Equal => wanted with { Since = Later(wanted.Since, first), Until = Earlier(wanted.Until, behind) },
            SearchPrefix.GreaterOrEqual => wanted with { Since = Later(wanted.Since, first) },
            SearchPrefix.Greater or SearchPrefix.StartsAfter => wanted with { Since = Later(wanted.Since, behind) },
            SearchPrefix.LessOrEqual => wanted with { Until = Earlier(wanted.Until, behind) },
            SearchPrefix.Less or SearchPrefix.EndsBefore => wanted with { Until = Earlier(wanted.Until, first) },
            _ => null,
        };
    }

    private static DateTimeOffset Instant(long milliseconds) => milliseconds >= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        ? DateTimeOffset.MaxValue
        : milliseconds <= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() ? DateTimeOffset.MinValue : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static LogPlace? Cursor(RequestParameters parameters) =>
        parameters[CursorName] is { } text && text.StartsWith(CursorStart, StringComparison.Ordinal) ? LogPlace.Parse(text[CursorStart.Length..]) : null;
}
