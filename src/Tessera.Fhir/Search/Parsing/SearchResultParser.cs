using System.Globalization;
using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads the parameters that shape the answer (https://hl7.org/fhir/R4/search.html#return).</summary>
internal sealed class SearchResultParser(string type, IReadOnlyList<string> types, SearchParameters known, SearchRules rules)
{
    private readonly List<SearchSort> sort = [];
    private readonly List<SearchInclude> includes = [];
    private int count = rules.DefaultCount;
    private SearchTotal total;
    private bool countOnly;
    private string? cursor;

    /// <summary>Puts what was read into a search.</summary>
    public SearchQuery Shape(SearchQuery query, out Issue? issue)
    {
        issue = null;
        query = WithShape(query);
        if (cursor is null) return query;
        if (SearchCursor.TryParse(cursor, query, out var read)) return query with { Cursor = read };
        issue = SearchRefusal.NoSuchCursor();
        return query;
    }

    private SearchQuery WithShape(SearchQuery query) => query with
    {
        Count = countOnly ? 0 : Math.Min(count, rules.MaximumCount),
        CountOnly = countOnly,
        Total = countOnly ? SearchTotal.Accurate : total,
        Sort = sort,
        Includes = includes,
    };

    /// <summary>Reads a parameter.</summary>
    /// <returns>False when it is not one of these.</returns>
    public bool TryRead(string name, string value, out Issue? issue)
    {
        issue = null;
        switch (name)
        {
            case "_count": issue = Count(name, value); return true;
            case "_sort": issue = Sort(name, value); return true;
            case "_total": issue = Total(name, value); return true;
            case "_summary": issue = Summary(name, value); return true;
            case "_cursor": cursor = value; return true;
            case "_format" or "_pretty": return true; // how the answer is written is not the search's business
            case "_elements" or "_contained" or "_containedType" or "_score" or "_filter":
                issue = SearchRefusal.NotSupported(name, "this parameter");
                return true;
            case var include when SearchIncludeParser.Knows(include): issue = Include(name, value); return true;
            default: return false;
        }
    }

    private Issue? Include(string name, string value)
    {
        if (new SearchIncludeParser(types, known).Parse(name, value, out var issue) is { } include) includes.Add(include);
        return issue;
    }

    private Issue? Count(string name, string value)
    {
        var isNumber = value.Length > 0 && value.All(char.IsAsciiDigit);
        // However large, it is lowered to what a page may hold.
        count = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : int.MaxValue;
        if (!isNumber) return SearchRefusal.Malformed(name, "a whole number from 0");
        if (count == 0) countOnly = true; // _count=0 is the same as _summary=count
        return null;
    }

    private Issue? Total(string name, string value)
    {
        total = value switch { "accurate" => SearchTotal.Accurate, "estimate" => SearchTotal.Estimate, _ => SearchTotal.None };
        return value is "accurate" or "estimate" or "none" ? null : SearchRefusal.Malformed(name, "one of none, estimate, accurate");
    }

    private Issue? Summary(string name, string value)
    {
        countOnly |= value == "count";
        return value switch
        {
            "count" or "false" => null,
            "true" or "text" or "data" => SearchRefusal.NotSupported(name, $"the summary '{value}'", "Use count or false."),
            _ => SearchRefusal.Malformed(name, "one of count, false"),
        };
    }

    private Issue? Sort(string name, string value)
    {
        foreach (var key in value.Split(','))
        {
            var descending = key.StartsWith('-');
            var code = descending ? key[1..] : key;
            if (known.Find(type, code) is not { } parameter) return SearchRefusal.UnknownParameter(code, type, known) with { Expression = name };
            if (!parameter.IsSortable) return SearchRefusal.NotSupported(name, $"an order by {parameter}");
            sort.Add(new SearchSort(parameter, descending));
        }
        return null;
    }
}
