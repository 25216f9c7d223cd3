using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tessera.Centre.Codes;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Codes;

/// <summary>What the address of the work list says: ids and elements, never a value.</summary>
public sealed record CodesQuery
{
    private const string SourceName = "source";
    private const string ElementName = "element";
    private const string CauseName = "cause";
    private const string DecidedName = "decided";

    /// <summary>Which codes.</summary>
    public UnmappedFilter Filter { get; init; } = new();

    /// <summary>Number of the page, from 0.</summary>
    public int Page { get; init; }

    /// <summary>The address that says this.</summary>
    public string Address
    {
        get
        {
            var parts = new Dictionary<string, string?>();
            if (Filter.Source is { } source) parts.Add(SourceName, source);
            if (Filter.Path is { } path) parts.Add(ElementName, path);
            if (Filter.Cause is { } cause) parts.Add(CauseName, cause.ToString());
            if (Filter.Decided) parts.Add(DecidedName, "yes");
            if (Page > 0) parts.Add("page", Wording.Number(Page));
            return QueryHelpers.AddQueryString("/codes", parts);
        }
    }

    internal static CodesQuery Read(HttpContext http)
    {
        var query = http.Request.Query;
        return new CodesQuery
        {
            Filter = new UnmappedFilter
            {
                Source = query.TryGetValue(SourceName, out var source) ? source.ToString() : null,
                Path = query.TryGetValue(ElementName, out var element) ? element.ToString() : null,
                Cause = Enum.TryParse<CodeCause>(query[CauseName], out var cause) && Enum.IsDefined(cause) ? cause : null,
                Decided = query[DecidedName] == "yes",
            },
            Page = PageEndpoints.Number(http, "page") ?? 0,
        };
    }
}
