using Tessera.Fhir.Search.Indexing;
using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Search.Parsing;

/// <summary>Reads one value of a parameter, escapes still inside, into a condition or a refusal.</summary>
internal sealed class SearchValueParser(SearchParameters known, SearchRules rules)
{
    private readonly TokenValueParser tokens = new(known);

    private static readonly Dictionary<string, SearchPrefix> Prefixes = new(StringComparer.Ordinal)
    {
        ["eq"] = SearchPrefix.Equal, ["ne"] = SearchPrefix.NotEqual, ["gt"] = SearchPrefix.Greater, ["lt"] = SearchPrefix.Less,
        ["ge"] = SearchPrefix.GreaterOrEqual, ["le"] = SearchPrefix.LessOrEqual, ["sa"] = SearchPrefix.StartsAfter,
        ["eb"] = SearchPrefix.EndsBefore, ["ap"] = SearchPrefix.Approximate,
    };

    /// <summary>The modifiers that a type of parameter has.</summary>
    public static IReadOnlyList<string> Modifiers(SearchParameter parameter) => parameter.Code is "_id" or "_lastUpdated" || !parameter.IsIndexed ? [] : parameter.Type switch
    {
        SearchParameterType.String => ["missing", "exact", "contains"],
        SearchParameterType.Token => TokenValueParser.Modifiers,
        SearchParameterType.Reference => ["missing", "identifier", "above", "below", .. parameter.Targets],
        SearchParameterType.Uri => ["missing", "below", "above"],
        _ => ["missing"],
    };

    public SearchExpression? Parse(string name, SearchParameter parameter, string? modifier, string value, out Issue? issue)
    {
        issue = null;
        if (value.Length == 0) issue = SearchRefusal.Malformed(name, "there: it is empty");
        else if (parameter.Composite is not null) return new CompositeValueParser(this).Parse(name, parameter, value, out issue);
        else if (parameter.Code == "_id") return Id(name, EscapedText.Plain(value), out issue);
        else
        {
            return parameter.Type switch
            {
                SearchParameterType.String => Text(parameter, modifier, value),
                SearchParameterType.Token => tokens.Parse(name, parameter, modifier, value, out issue),
                SearchParameterType.Date => Date(name, parameter, value, out issue),
                SearchParameterType.Number => Number(name, parameter, value, out issue),
                SearchParameterType.Quantity => Quantity(name, parameter, value, out issue),
                SearchParameterType.Reference => Reference(name, parameter, modifier, value, out issue),
                _ => Uri(parameter, modifier, value),
            };
        }
        return null;
    }

    private static IdMatch? Id(string name, string value, out Issue? issue)
    {
        issue = ReferenceText.IsId(value) ? null : SearchRefusal.Malformed(name, "a logical id (letters, digits, '-' and '.', at most 64)");
        return issue is null ? new IdMatch(value) : null;
    }

    private static StringMatch Text(SearchParameter parameter, string? modifier, string value) => new(
        parameter,
        modifier switch { "exact" => TextComparison.Exact, "contains" => TextComparison.Contains, _ => TextComparison.StartsWith },
        EscapedText.Plain(value));

    private static UriMatch Uri(SearchParameter parameter, string? modifier, string value) => new(
        parameter,
        modifier switch { "below" => UriComparison.Below, "above" => UriComparison.Above, _ => UriComparison.Exact },
        EscapedText.Plain(value));

    private DateMatch? Date(string name, SearchParameter parameter, string value, out Issue? issue)
    {
        issue = null;
        if (!TryTakePrefix(name, ref value, out var prefix, out issue)) return null;
        if (!DateRange.TryParse(EscapedText.Plain(value), out var range))
        {
            issue = SearchRefusal.Malformed(name, "a date such as 2024, 2024-05, 2024-05-17 or 2024-05-17T10:30:00Z");
            return null;
        }
        return new DateMatch(parameter, prefix, prefix == SearchPrefix.Approximate ? Widened(range) : range);
    }

    // "Approximately" is a tenth of the time between now and then (https://hl7.org/fhir/R4/search.html#prefix).
    private DateRange Widened(DateRange range)
    {
        var now = rules.Now.ToUnixTimeMilliseconds();
        var distance = now < range.Low ? range.Low - now : Math.Max(0, now - range.High);
        return new DateRange(range.Low - (distance / 10), range.High + (distance / 10));
    }

    private static NumberMatch? Number(string name, SearchParameter parameter, string value, out Issue? issue) =>
        TryTakePrefix(name, ref value, out var prefix, out issue) && TryNumber(name, value, prefix, out var range, out issue)
            ? new NumberMatch(parameter, prefix, range)
            : null;

    private static QuantityMatch? Quantity(string name, SearchParameter parameter, string value, out Issue? issue)
    {
        if (!TryTakePrefix(name, ref value, out var prefix, out issue)) return null;
        var parts = EscapedText.Split(value, '|');
        if (parts.Count is not (1 or 3) || (parts is [_, { Length: > 0 }, { Length: 0 }]))
        {
            issue = SearchRefusal.Malformed(name, "a number, or number|system|code, or number||code");
            return null;
        }
        if (!TryNumber(name, parts[0], prefix, out var range, out issue)) return null;
        return new QuantityMatch(parameter, prefix, range, Given(parts, 1), Given(parts, 2));
    }

    private static string? Given(List<string> parts, int at) => parts.Count > at && parts[at].Length > 0 ? EscapedText.Plain(parts[at]) : null;

    private static bool TryNumber(string name, string value, SearchPrefix prefix, out DecimalRange range, out Issue? issue)
    {
        issue = DecimalRange.TryParse(value, out range) ? null : SearchRefusal.Malformed(name, "a number");
        if (prefix == SearchPrefix.Approximate) range = range with { Low = range.Value - Math.Abs(range.Value / 10), High = range.Value + Math.Abs(range.Value / 10) };
        return issue is null;
    }

    private static bool TryTakePrefix(string name, ref string value, out SearchPrefix prefix, out Issue? issue)
    {
        (prefix, issue) = (SearchPrefix.Equal, null);
        if (value.Length < 2 || !char.IsAsciiLetter(value[0]) || !char.IsAsciiLetter(value[1])) return true;
        if (!Prefixes.TryGetValue(value[..2], out prefix))
        {
            issue = SearchRefusal.Malformed(name, $"one with a known prefix; known are {string.Join(", ", Prefixes.Keys)}");
            return false;
        }
        value = value[2..];
        return true;
    }

    private SearchExpression? Reference(string name, SearchParameter parameter, string? modifier, string value, out Issue? issue)
    {
        issue = null;
        if (modifier == "identifier") return TokenValueParser.Plain(parameter, value);
        var text = LocalPart(EscapedText.Plain(value));
        if (modifier is "above" or "below") return Hierarchy(name, parameter, modifier == "below", text, out issue);
        if (modifier is not null)
        {
            if (ReferenceText.IsId(text)) return new ReferenceMatch(parameter, [modifier], text, null);
            issue = SearchRefusal.Malformed(name, "a logical id");
            return null;
        }
        if (ReferenceText.IsId(text) && parameter.Targets.Count > 0) return new ReferenceMatch(parameter, parameter.Targets, text, null);
        if (!ReferenceText.TryParse(text, known.Definitions, out var reference))
        {
            issue = SearchRefusal.Malformed(name, "a reference such as Patient/123, 123 or an absolute URL");
            return null;
        }
        if (reference.Url.Length > 0 && !reference.Url.Contains(':'))
        {
            issue = SearchRefusal.Malformed(name, "a reference such as Patient/123, 123 or an absolute URL");
            return null;
        }
        return reference.Url.Length > 0 ? new ReferenceMatch(parameter, [], null, reference.Url) : new ReferenceMatch(parameter, [reference.Type], reference.Id, null);
    }

    private AnyOf? Hierarchy(string name, SearchParameter parameter, bool below, string text, out Issue? issue)
    {
        issue = null;
        var types = ReferenceText.IsId(text) ? parameter.Targets : [];
        var id = text;
        if (types.Count == 0 && ReferenceText.TryParse(text, known.Definitions, out var reference) && reference.Url.Length == 0) (types, id) = ([reference.Type], reference.Id);
        var matches = types.Select(type => known.Whole(type) is { } whole ? new HierarchyMatch(parameter, type, id, whole, below) : null).OfType<SearchExpression>().ToList();
        if (matches.Count > 0) return new AnyOf(matches);
        issue = types.Count == 0
            ? SearchRefusal.Malformed(name, "a reference such as Location/123, or 123")
            : new Issue(IssueSeverity.Error, IssueType.NotSupported, name, $"Resources of {string.Join(", ", types)} are no parts of each other, so that nothing is above or below them.");
        return null;
    }

    private string LocalPart(string text) =>
        rules.BaseUrl is { } root && text.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal) ? text[(root.TrimEnd('/').Length + 1)..] : text;
}
