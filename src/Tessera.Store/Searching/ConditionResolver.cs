using Tessera.Database;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;
using Tessera.Fhir.Search.Queries;
using Tessera.Fhir.Terminology.Ucum;
using Tessera.Store.Schema;
using Tessera.Store.Searching.Conditions;

namespace Tessera.Store.Searching;

/// <summary>Turns a search expression into a condition: parameters and values become the numbers that this database gave them. What has
/// no number has no match, so that much is decided before any index is read.</summary>
internal sealed class ConditionResolver(Vocabulary vocabulary, DatabaseConnection connection)
{
    private readonly SeenCodes seen = new(connection);
    private readonly ParameterRows rows = new(vocabulary);
    private readonly List<Issue> issues = [];

    /// <summary>What could not be decided, in words for the caller.</summary>
    public IReadOnlyList<Issue> Issues => issues;

    /// <param name="type">The resource type that the expression is about.</param>
    /// <param name="expression">The expression.</param>
    public Condition Resolve(string type, SearchExpression expression) => expression switch
    {
        AllOf all => Condition.AllOf(all.Parts.Select(part => Resolve(type, part))),
        AnyOf any => Condition.AnyOf(any.Parts.Select(part => Resolve(type, part))),
        Negation negation => Condition.Not(Resolve(type, negation.Part)),
        Missing missing => missing.IsMissing ? Condition.Not(HasValue(missing.Parameter)) : HasValue(missing.Parameter),
        IdMatch id => Rid(vocabulary.Type(type), id.Id) is { } rid ? new Resources([rid]) : Condition.Never,
        DateMatch { Parameter.Code: "_lastUpdated" } date => new Updated(new DateTest(date.Prefix, date.Range)),
        DateMatch date => Rows(date.Parameter, ValueTable.Date, new DateTest(date.Prefix, date.Range)),
        NumberMatch number => Rows(number.Parameter, ValueTable.Number, new NumberTest(number.Prefix, number.Range)),
        StringMatch text => Rows(text.Parameter, ValueTable.Text, new TextTest(text.Comparison, SearchText.Fold(text.Text), text.Text)),
        TokenMatch token => Token(token),
        TokenTextMatch text => TokenText(text),
        MembershipMatch membership => Membership(membership),
        SubsumptionMatch subsumption => Rows(subsumption.Parameter, ValueTable.Token, KeySet(subsumption.Codes.SelectMany(code => Codes(subsumption.System, code)))),
        ContentMatch content => Content(content),
        UriMatch uri => Uri(uri),
        ReferenceMatch reference => Rows(reference.Parameter, ValueTable.Reference, Keys(Targets(reference))),
        HierarchyMatch hierarchy => Rows(hierarchy.Parameter, ValueTable.Reference, KeySet(new PartsReader(vocabulary, connection).Find(hierarchy))),
        QuantityMatch quantity => Quantity(quantity),
        Chain chain => Chain(chain),
        ReverseChain chain => Reverse(type, chain),
        _ => throw new InvalidOperationException($"no condition for {expression.GetType().Name}"),
    };

    private Condition Rows(SearchParameter parameter, ValueTable table, ValueTest? test)
    {
        Note(parameter);
        return test is null ? Condition.Never : rows.Exists(parameter, table, test);
    }

    /// <summary>Tells the caller when the index of a parameter that a search uses is still being written.</summary>
    public void Note(SearchParameter parameter)
    {
        if (!vocabulary.IsIncomplete(parameter) || issues.Exists(issue => issue.Expression == parameter.ToString())) return;
        issues.Add(new Issue(IssueSeverity.Warning, IssueType.Processing, parameter.ToString(), $"The index of {parameter} is being written anew: resources may be missing from this answer until that is done."));
    }

    private Condition HasValue(SearchParameter parameter)
    {
        var value = Rows(parameter, Table(parameter.Type), new AnyValue());
        // A reference may be known by its identifier only.
        return parameter.Type == SearchParameterType.Reference ? Condition.AnyOf([value, Rows(parameter, ValueTable.Token, new AnyValue())]) : value;
    }

    private static ValueTable Table(SearchParameterType type) => type switch
    {
        SearchParameterType.Token => ValueTable.Token,
        SearchParameterType.String => ValueTable.Text,
        SearchParameterType.Date => ValueTable.Date,
        SearchParameterType.Number => ValueTable.Number,
        SearchParameterType.Quantity => ValueTable.Quantity,
        SearchParameterType.Reference => ValueTable.Reference,
        _ => ValueTable.Uri,
    };

    private Condition Token(TokenMatch token)
    {
        if (token.Code is { } code) return Rows(token.Parameter, ValueTable.Token, Keys(Codes(token.System, code)));
        if (token.System is not { Length: > 0 } system) return Condition.Never;
        return UriNumber(system) is { } number ? Rows(token.Parameter, ValueTable.Token, new SystemTest(number)) : Condition.Never;
    }

    private Condition Uri(UriMatch uri) => Rows(uri.Parameter, ValueTable.Uri, uri.Comparison switch
    {
        UriComparison.Below => new BelowTest(uri.Uri.TrimEnd('/')),
        UriComparison.Above => Keys(Ancestors(uri.Uri).Select(UriNumber).OfType<long>()),
        _ => Keys(UriNumber(uri.Uri) is { } id ? [id] : []),
    });

    private static IEnumerable<string> Ancestors(string uri)
    {
        for (var at = uri; ; at = at[..at.LastIndexOf('/')])
        {
            yield return at;
            if (at.LastIndexOf('/') <= at.IndexOf("//", StringComparison.Ordinal) + 1) yield break;
        }
    }

    // The codes that were ever seen with such a text lead to the resources in which it may stand.
    private Condition TokenText(TokenTextMatch text)
    {
        var found = Rows(text.Parameter, ValueTable.Token, KeySet(seen.WithText(vocabulary.RowsByValue(text.Parameter), SearchText.Fold(text.Text))));
        return found == Condition.Never ? found : Condition.AllOf([found, Content(text)]);
    }

    private Content Content(ContentMatch content) => new(connection.AddTest(body => content.Holds(FhirDocument.Parse(body.ToArray(), vocabulary.Names))));

    private Condition Membership(MembershipMatch membership)
    {
        var (members, undecided) = seen.Members(vocabulary.RowsByValue(membership.Parameter), membership, issues);
        if (membership.IsIn) return Rows(membership.Parameter, ValueTable.Token, KeySet(members));
        return Condition.Not(Rows(membership.Parameter, ValueTable.Token, KeySet([.. members, .. undecided])));
    }

    private Condition Quantity(QuantityMatch quantity)
    {
        if (quantity.Unit is not { } unit) return Rows(quantity.Parameter, ValueTable.Quantity, new QuantityTest(quantity.Prefix, quantity.Range, null, null));
        if (quantity.System == UcumConversion.System && UcumUnit.TryParse(unit, out var wanted)) return Condition.AnyOf(Measured(quantity, wanted));
        // Without a system the text may be the coded unit or the one for people (https://hl7.org/fhir/R4/search.html#quantity).
        var codes = ExactCodes(quantity.System, unit);
        var units = quantity.System is null ? ExactCodes("", unit) : [];
        return codes.Count + units.Count == 0 ? Condition.Never : Rows(quantity.Parameter, ValueTable.Quantity, new QuantityTest(quantity.Prefix, quantity.Range, codes, units));
    }

    // Values stay as they were written; what is asked for is said in each unit that measures the same and that the store has seen.
    private IEnumerable<Condition> Measured(QuantityMatch quantity, UcumUnit wanted)
    {
        foreach (var (code, unit) in seen.Units())
        {
            if (unit == quantity.Unit) yield return In(code, quantity.Range);
            else if (UcumUnit.TryParse(unit, out var other) && UcumConversion.Between(wanted, other) is { } conversion) yield return In(code, conversion.Convert(quantity.Range));
        }

        Condition In(long code, DecimalRange range) => Rows(quantity.Parameter, ValueTable.Quantity, new QuantityTest(quantity.Prefix, range, [code], []));
    }

    private Condition Chain(Chain chain)
    {
        var type = vocabulary.Type(chain.TargetType);
        var target = Resolve(chain.TargetType, chain.Condition);
        if (type == 0 || target == Condition.Never) return Rows(chain.Reference, ValueTable.Reference, null);
        var direct = Rows(chain.Reference, ValueTable.Reference, new TargetTest(type, target));
        var urls = vocabulary.Canonicals([chain.TargetType]);
        return urls.Count == 0 ? direct : Condition.AnyOf([direct, Rows(chain.Reference, ValueTable.Reference, new CanonicalTest(type, urls, target))]);
    }

    private Condition Reverse(string referredType, ReverseChain chain)
    {
        var type = vocabulary.Type(chain.Reference.ResourceType);
        Note(chain.Reference);
        var source = Resolve(chain.Reference.ResourceType, chain.Condition);
        return type == 0 || source == Condition.Never || IsElsewhere(chain.Reference, referredType) ? Condition.Never : Referred(referredType, chain.Reference, type, source);
    }

    private Condition Referred(string referredType, SearchParameter reference, long sourceType, Condition source)
    {
        var direct = vocabulary.RowsByTarget(reference).Select(number => new Referred(number, sourceType, source));
        var urls = vocabulary.Canonicals([referredType]);
        return Condition.AnyOf(urls.Count == 0 ? direct : [.. direct, .. vocabulary.RowsByValue(reference).Select(number => new ReferredByUrl(number, sourceType, urls, source))]);
    }

    private static bool IsElsewhere(SearchParameter reference, string type) => reference.Union?.TargetType is { } only && only != type;

    private static KeySetTest? KeySet(IEnumerable<long> keys) => keys.Distinct().ToArray() is { Length: > 0 } some ? new KeySetTest(some) : null;

    private static KeyTest? Keys(IEnumerable<long> keys) => keys.Distinct().ToArray() is { Length: > 0 } some ? new KeyTest(some) : null;

    private List<long> Targets(ReferenceMatch reference)
    {
        if (reference.Url is { } url) return UriNumber(url) is { } id ? [-id] : [];
        return reference.Types.Where(type => !IsElsewhere(reference.Parameter, type)).Select(type => Rid(vocabulary.Type(type), reference.Id!)).OfType<long>().ToList();
    }

    private List<long> Codes(string? system, string code)
    {
        if (system is null) return Numbers("select id from code where folded = ?1 and system >= 0", code.ToLowerInvariant());
        if (system.Length == 0) return Numbers("select id from code where folded = ?1 and system = 0", code.ToLowerInvariant());
        return UriNumber(system) is { } number ? Numbers("select id from code where folded = ?1 and system = ?2", code.ToLowerInvariant(), number) : [];
    }

    // Units differ by case: Pa and pa are not the same.
    private List<long> ExactCodes(string? system, string code)
    {
        if (system is null) return Numbers("select id from code where folded = ?1 and code = ?2", code.ToLowerInvariant(), code);
        long? number = system.Length == 0 ? 0 : UriNumber(system);
        return number is null ? [] : Numbers("select id from code where folded = ?1 and code = ?2 and system = ?3", code.ToLowerInvariant(), code, number);
    }

    private List<long> Numbers(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = connection.Query(sql, values);
        var numbers = new List<long>();
        while (rows.Step()) numbers.Add(rows.Long(0));
        return numbers;
    }

    private long? UriNumber(string text) => connection.Long("select id from uri where text = ?1", text);

    private long? Rid(long type, string id) => connection.Long("select rid from resource_id where type = ?1 and id = ?2", type, id);
}
