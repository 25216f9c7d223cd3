using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Queries;

namespace Tessera.Fhir.Tests.Search;

public sealed class SearchQueryTests(BuiltInDefinitions builtIn)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly SearchParameters parameters = new(builtIn.Definitions);

    [Fact]
    public void Every_resource_type_has_its_parameters_and_those_of_all_resources()
    {
        Assert.Equal(SearchParameterType.Date, parameters.Find("Patient", "birthdate")!.Type);
        Assert.Equal(SearchParameterType.Token, parameters.Find("Observation", "_tag")!.Type);
        Assert.Equal("Observation.subject.where(resolve() is Patient)", parameters.Find("Observation", "patient")!.Expression);
        Assert.Null(parameters.Find("Patient", "code"));
        Assert.False(parameters.IsResourceType("DomainResource"));
        Assert.False(parameters.IsResourceType("HumanName"));
        Assert.True(parameters.IsResourceType("Binary"));
    }

    [Theory]
    [InlineData("1234", null, "1234")]
    [InlineData("http://loinc.org|1234", "http://loinc.org", "1234")]
    [InlineData("|1234", "", "1234")]
    [InlineData("http://loinc.org|", "http://loinc.org", null)]
    [InlineData(@"a\|b|c\,d\\e", "a|b", @"c,d\e")]
    public void A_token_has_four_forms(string value, string? system, string? code)
    {
        var match = Assert.IsType<TokenMatch>(Filter("Observation", "code", value));
        Assert.Equal((system, code), (match.System, match.Code));
    }

    [Fact]
    public void Commas_are_alternatives_and_repetition_adds_conditions()
    {
        var query = Parse("Observation", ("code", @"a,b\,c"), ("status", "final"));
        var all = Assert.IsType<AllOf>(query.Filter);
        Assert.Equal(2, all.Parts.Count);
        Assert.Equal(["a", "b,c"], Assert.IsType<AnyOf>(all.Parts[0]).Parts.Select(part => ((TokenMatch)part).Code));
    }

    [Theory]
    [InlineData("2024", SearchPrefix.Equal)]
    [InlineData("eq2024", SearchPrefix.Equal)]
    [InlineData("ne2024", SearchPrefix.NotEqual)]
    [InlineData("gt2024", SearchPrefix.Greater)]
    [InlineData("lt2024", SearchPrefix.Less)]
    [InlineData("ge2024", SearchPrefix.GreaterOrEqual)]
    [InlineData("le2024", SearchPrefix.LessOrEqual)]
    [InlineData("sa2024", SearchPrefix.StartsAfter)]
    [InlineData("eb2024", SearchPrefix.EndsBefore)]
    [InlineData("ap2024", SearchPrefix.Approximate)]
    public void Dates_have_nine_prefixes(string value, SearchPrefix prefix) =>
        Assert.Equal(prefix, Assert.IsType<DateMatch>(Filter("Patient", "birthdate", value)).Prefix);

    [Fact]
    public void Approximately_is_a_tenth_of_the_time_between()
    {
        var match = Assert.IsType<DateMatch>(Filter("Patient", "birthdate", "ap2016-11-22"));
        Assert.Equal(365, (Now.AddYears(-10) - DateTimeOffset.FromUnixTimeMilliseconds(match.Range.Low)).TotalDays, 2.0);
    }

    [Fact]
    public void A_bare_id_means_any_type_that_the_reference_may_have()
    {
        Assert.Contains("Patient", Assert.IsType<ReferenceMatch>(Filter("Observation", "subject", "p1")).Types);
        Assert.Equal(["Patient"], Assert.IsType<ReferenceMatch>(Filter("Observation", "subject", "Patient/p1")).Types);
        Assert.Equal(["Patient"], Assert.IsType<ReferenceMatch>(Filter("Observation", "subject:Patient", "p1")).Types);
        Assert.Equal("http://other.example/Patient/1", Assert.IsType<ReferenceMatch>(Filter("Observation", "subject", "http://other.example/Patient/1")).Url);
        Assert.Equal("p1", Assert.IsType<ReferenceMatch>(Filter("Observation", "subject", "https://here.example/fhir/Patient/p1")).Id);
        Assert.IsType<TokenMatch>(Filter("Observation", "subject:identifier", "http://mrn.example|7"));
    }

    [Fact]
    public void Chains_and_reverse_chains_are_read()
    {
        var chain = Assert.IsType<Chain>(Assert.IsType<AnyOf>(Filter("Observation", "subject:Patient.name", "roe")).Parts.Single());
        Assert.Equal(("Patient", "Patient.name"), (chain.TargetType, Assert.IsType<StringMatch>(chain.Condition).Parameter.ToString()));
        var reverse = Assert.IsType<ReverseChain>(Filter("Patient", "_has:Condition:subject:code", "C50"));
        Assert.Equal("Condition.subject", reverse.Reference.ToString());
    }

    [Theory]
    [InlineData("Patient", "brithdate", "2024", "brithdate", "birthdate")]
    [InlineData("Patient", "name:exakt", "x", "name:exakt", ":exact")]
    [InlineData("Patient", "birthdate", "yesterday", "birthdate", null)]
    [InlineData("Patient", "birthdate", "xx2024", "birthdate", null)]
    [InlineData("Patient", "birthdate", "", "birthdate", null)]
    [InlineData("Patient", "name:missing", "perhaps", "name:missing", null)]
    [InlineData("Patient", "_id", "no spaces", "_id", null)]
    [InlineData("Patient", "_count", "-1", "_count", null)]
    [InlineData("Patient", "_count", "ten", "_count", null)]
    [InlineData("Patient", "_sort", "-birthdat", "_sort", "birthdate")]
    [InlineData("Patient", "_total", "maybe", "_total", null)]
    [InlineData("Observation", "_include", "Observation:subjekt", "_include", "subject")]
    [InlineData("Observation", "_include", "Patient:link", "_include", null)]
    [InlineData("Observation", "value-quantity", "5|mg", "value-quantity", null)]
    [InlineData("Observation", "value-quantity", "many", "value-quantity", null)]
    [InlineData("Observation", "subject", "not a reference", "subject", null)]
    [InlineData("Observation", "subject:Organisation", "x", "subject:Organisation", ":Patient")]
    [InlineData("Observation", "code-value-quantity", "a", "code-value-quantity", null)]
    [InlineData("Location", "near", "1|2|3|h", "near", null)]
    [InlineData("Patient", "_text", "--", "_text", null)]
    [InlineData("Observation", "subject.foo", "x", "subject.foo", null)]
    [InlineData("Patient", "_has:Condition", "x", "_has:Condition", null)]
    [InlineData("Patient", "_cursor", "AAAA", "_cursor", null)]
    public void What_is_not_understood_is_refused_and_named(string type, string name, string value, string expression, string? offered)
    {
        var understood = SearchQuery.TryParse(type, [new(name, value)], parameters, new SearchRules(Now), out var query, out var issues);
        Assert.False(understood);
        Assert.Null(query);
        var issue = Assert.Single(issues);
        Assert.Equal(expression, issue.Expression);
        if (offered is not null) Assert.Contains(offered, issue.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_does_not_repeat_the_value()
    {
        SearchQuery.TryParse("Patient", [new("birthdate", "Jane Roe"), new("Jane", "Roe")], parameters, new SearchRules(Now), out _, out var issues);
        Assert.Equal(2, issues.Count);
        Assert.DoesNotContain("Roe", string.Concat(issues.Select(issue => issue.Message + issue.Fix)), StringComparison.Ordinal);
    }

    [Fact]
    public void Lenient_reading_ignores_unknown_parameters_but_not_malformed_values()
    {
        var lenient = new SearchRules(Now) { Lenient = true };
        Assert.True(SearchQuery.TryParse("Patient", [new("brithdate", "2024"), new("name", "a")], parameters, lenient, out var query, out var issues));
        Assert.Equal(["name"], query.Applied.Select(pair => pair.Key));
        Assert.Equal(IssueSeverity.Warning, Assert.Single(issues).Severity);
        Assert.False(SearchQuery.TryParse("Patient", [new("birthdate", "yesterday")], parameters, lenient, out _, out _));
    }

    [Fact]
    public void A_modifier_that_is_not_supported_is_never_ignored()
    {
        var lenient = new SearchRules(Now) { Lenient = true };
        foreach (var name in new[] { "gender:foo", "name:iterate", "general-practitioner:Patient" })
            Assert.False(SearchQuery.TryParse("Patient", [new(name, "male")], parameters, lenient, out _, out _), name);
    }

    [Fact]
    public void A_search_of_too_many_conditions_is_refused()
    {
        Assert.False(SearchQuery.TryParse("Patient", Enumerable.Repeat(KeyValuePair.Create("name", "a"), 1000), parameters, new SearchRules(Now), out _, out var issues));
        Assert.Equal(IssueType.TooCostly, Assert.Single(issues).Type);
    }

    [Fact]
    public void A_quantity_of_a_system_without_a_unit_is_refused() =>
        Assert.False(SearchQuery.TryParse("Observation", [new("value-quantity", "5.4|http://unitsofmeasure.org|")], parameters, new SearchRules(Now), out _, out _));

    [Fact]
    public void Result_parameters_shape_the_answer()
    {
        var query = Parse("Observation", ("_count", "5000"), ("_sort", "-date,_id"), ("_include", "Observation:subject:Patient"), ("_revinclude", "Provenance:target"), ("_total", "accurate"));
        Assert.Equal(1000, query.Count);
        Assert.Equal([("date", true), ("_id", false)], query.Sort.Select(sort => (sort.Parameter.Code, sort.Descending)));
        Assert.Equal([(false, "Patient"), (true, null)], query.Includes.Select(include => (include.IsReverse, include.TargetType)));
        Assert.Equal(SearchTotal.Accurate, query.Total);
        Assert.True(Parse("Patient", ("_summary", "count")) is { CountOnly: true, Count: 0, Total: SearchTotal.Accurate });
        Assert.True(Parse("Patient", ("_count", "0")).CountOnly);
    }

    [Fact]
    public void A_cursor_fits_the_search_that_gave_it_and_no_other()
    {
        var text = new SearchCursor([5L, 7L]).ToText(Parse("Patient", ("name", "a"), ("_count", "10")));
        Assert.Equal([5L, 7L], Parse("Patient", ("name", "a"), ("_count", "20"), ("_cursor", text)).Cursor!.Values);
        Assert.False(SearchQuery.TryParse("Patient", [new("name", "b"), new("_cursor", text)], parameters, new SearchRules(Now), out _, out _));
        Assert.False(SearchQuery.TryParse("Patient", [new("name", "a"), new("_cursor", text[..^2] + "zz")], parameters, new SearchRules(Now), out _, out _));
    }

    private SearchExpression Filter(string type, string name, string value) => Assert.IsType<AllOf>(Parse(type, (name, value)).Filter).Parts.Single();

    private SearchQuery Parse(string type, params (string Name, string Value)[] given)
    {
        var understood = SearchQuery.TryParse(
            type, given.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)), parameters, new SearchRules(Now) { BaseUrl = "https://here.example/fhir" }, out var query, out var issues);
        Assert.True(understood, string.Join("; ", issues.Select(issue => issue.Message)));
        return query!;
    }
}
