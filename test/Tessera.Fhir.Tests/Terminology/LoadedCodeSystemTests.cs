using System.Text;
using System.Text.Json.Nodes;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Terminology;
using static Tessera.Fhir.Terminology.Membership;

namespace Tessera.Fhir.Tests.Terminology;

/// <summary>What is known, and what a later package makes known.</summary>
public sealed class LoadedCodeSystemTests
{
    private const string Disease = "http://hl7.org/fhir/us/mcode/ValueSet/mcode-histologic-grading-system-vs";
    private const string Snomed = "http://snomed.info/sct";
    private const string Set = "http://example.org/set";
    private const string Url = "http://example.org/system";

    private static JsonObject Whole => TestPackage.ValueSet(Set, $$""" "include": [ { "system": "{{Url}}" } ] """);

    [Fact]
    public void A_code_system_that_a_centre_brings_makes_a_value_set_decidable()
    {
        var stand = TestPackage.CodeSystem(Snomed, """
            { "code": "277457005", "concept": [ { "code": "254837009", "display": "Stand-in" } ] }, { "code": "73211009" }
            """);
        var before = TestPackage.Open();
        Assert.Equal(Unknown, before.Contains(Disease, Snomed, "73211009"));

        var after = TestPackage.Open(stand);
        Assert.Equal(Member, after.Contains(Disease, Snomed, "254837009"));
        Assert.Equal(NotMember, after.Contains(Disease, Snomed, "73211009"));
        Assert.Equal("Stand-in", after.Display(Snomed, "254837009"));
    }

    [Fact]
    public void An_expansion_that_a_centre_brings_makes_a_value_set_decidable()
    {
        var expanded = TestPackage.Parse($$"""
            { "resourceType": "ValueSet", "url": "{{Disease}}", "version": "4.0.0", "name": "Expanded",
              "compose": { "include": [ { "system": "{{Snomed}}", "filter": [ { "property": "concept", "op": "is-a", "value": "277457005" } ] } ] },
              "expansion": { "total": 2, "contains": [ { "system": "{{Snomed}}", "code": "1", "display": "One", "contains": [ { "system": "{{Snomed}}", "code": "2" } ] } ] } }
            """);
        var definitions = TestPackage.Open(expanded);
        Assert.Equal(
            [Member, Member, NotMember],
            new[] { "1", "2", "3" }.Select(code => definitions.Contains(Disease, Snomed, code)));
        Assert.True(definitions.FindValueSet(Disease)!.IsDecidable);
    }

    [Fact]
    public void An_expansion_that_is_only_a_page_excludes_nothing()
    {
        var page = TestPackage.Parse($$"""
            { "resourceType": "ValueSet", "url": "{{Set}}", "name": "Page", "expansion": { "total": 5, "contains": [ { "system": "s", "code": "1" } ] } }
            """);
        var definitions = TestPackage.Open(page);
        Assert.Equal((Member, Unknown), (definitions.Contains(Set, "s", "1"), definitions.Contains(Set, "s", "2")));
        Assert.Equal([Set], definitions.FindValueSet(Set)!.Missing);
    }

    [Fact]
    public void Stand_in_expansions_for_some_leave_exactly_the_rest_undecided()
    {
        var open = Undecided(TestPackage.Open());
        Assert.Equal(41, open.Length);
        var expansions = open.Take(30).Select(url => TestPackage.Parse($$"""
            { "resourceType": "ValueSet", "url": "{{url}}", "version": "4.0.0", "name": "Expanded", "expansion": { "contains": [ { "system": "{{Snomed}}", "code": "1" } ] } }
            """)).ToArray();
        Assert.Equal(open.Skip(30), Undecided(TestPackage.Open(expansions)));
    }

    [Theory]
    [InlineData("fragment")]
    [InlineData("example")]
    [InlineData("not-present")]
    public void A_code_system_in_part_proves_what_it_has_and_excludes_nothing(string content)
    {
        var concepts = content == "not-present" ? "" : """{ "code": "a" }""";
        var set = TestPackage.Open(TestPackage.CodeSystem(Url, concepts, content), Whole).FindValueSet(Set)!;
        Assert.Equal(content == "not-present" ? Unknown : Member, set.Contains(Encoding.UTF8.GetBytes(Url), "a"u8, out _));
        Assert.Equal(Unknown, set.Contains(Encoding.UTF8.GetBytes(Url), "b"u8, out var missing));
        Assert.Equal(Url, missing);
        Assert.Equal(NotMember, set.Contains("http://example.org/other"u8, "b"u8, out _));
    }

    [Fact]
    public void A_later_package_without_the_concepts_does_not_hide_an_earlier_one_that_has_them()
    {
        var definitions = TestPackage.OpenAll([TestPackage.CodeSystem(Url, """{ "code": "a" }"""), Whole], [TestPackage.CodeSystem(Url, "", "not-present", "2.0.0")]);
        Assert.Equal(NotMember, definitions.Contains(Set, Url, "b"));
        Assert.Equal("1.0.0", definitions.FindCodeSystem(Url)!.Version);
        Assert.Equal("2.0.0", definitions.FindCodeSystem(Url + "|2.0.0")!.Version);
    }

    [Fact]
    public void The_newest_of_two_whole_code_systems_wins()
    {
        var definitions = TestPackage.OpenAll([TestPackage.CodeSystem(Url, """{ "code": "a" }"""), Whole], [TestPackage.CodeSystem(Url, """{ "code": "b" }""", version: "2.0.0")]);
        Assert.Equal((NotMember, Member), (definitions.Contains(Set, Url, "a"), definitions.Contains(Set, Url, "b")));
    }

    [Theory]
    [InlineData("a", Tessera.Fhir.Validation.Verdict.Valid)]
    [InlineData("b", Tessera.Fhir.Validation.Verdict.Valid)]
    [InlineData("c", Tessera.Fhir.Validation.Verdict.Invalid)]
    public void A_coding_without_a_version_may_be_of_any_that_is_loaded(string code, Tessera.Fhir.Validation.Verdict verdict)
    {
        var definitions = TestPackage.OpenAll([TestPackage.CodeSystem(Url, """{ "code": "a" }""")], [TestPackage.CodeSystem(Url, """{ "code": "b" }""", version: "2.0.0")]);
        Assert.Equal(["2.0.0", "1.0.0"], definitions.FindCodeSystems(Url).Select(system => system.Version));
        var basic = Tessera.Fhir.Json.FhirDocument.Parse(Encoding.UTF8.GetBytes($$$"""{"resourceType":"Basic","code":{"coding":[{"system":"{{{Url}}}","code":"{{{code}}}"}]}}"""), definitions.Names);
        Assert.Equal(verdict, new Tessera.Fhir.Validation.FhirValidator(definitions).Validate(basic).Verdict);
    }

    [Fact]
    public void A_supplement_adds_no_code_and_takes_none_away()
    {
        var supplement = TestPackage.CodeSystem("http://example.org/supplement", """{ "code": "a" }, { "code": "b" }""", "supplement");
        supplement["supplements"] = Url;
        var definitions = TestPackage.OpenAll([TestPackage.CodeSystem(Url, """{ "code": "a" }"""), Whole], [supplement]);
        Assert.Equal((Member, NotMember), (definitions.Contains(Set, Url, "a"), definitions.Contains(Set, Url, "b")));
        Assert.False(definitions.FindCodeSystem("http://example.org/supplement")!.IsComplete);
    }

    [Fact]
    public void A_coding_that_names_a_version_is_asked_in_that_version()
    {
        var definitions = TestPackage.OpenAll([TestPackage.CodeSystem(Url, """{ "code": "a" }"""), Whole], [TestPackage.CodeSystem(Url, """{ "code": "b" }""", version: "2.0.0")]);
        Membership In(string version, out string? missing) => definitions.FindValueSet(Set)!.Contains(Encoding.UTF8.GetBytes(Url), Encoding.UTF8.GetBytes(version), "a"u8, out missing);
        Assert.Equal([Member, Member, NotMember], new[] { "1.0.0", "1.0", "2.0.0" }.Select(version => In(version, out _)));
        Assert.Equal(Unknown, In("3.0.0", out var missing));
        Assert.Equal(Url + "|3.0.0", missing);
    }

    [Fact]
    public void A_value_set_that_asks_for_a_version_is_answered_from_that_version_only()
    {
        var pinned = TestPackage.ValueSet(Set, $$""" "include": [ { "system": "{{Url}}", "version": "2" } ] """);
        var older = TestPackage.Open(TestPackage.CodeSystem(Url, """{ "code": "a" }"""), pinned).FindValueSet(Set)!;
        Assert.Equal(Unknown, older.Contains(Encoding.UTF8.GetBytes(Url), "a"u8, out var missing));
        Assert.Equal(Url + "|2", missing);

        var definitions = TestPackage.Open(TestPackage.CodeSystem(Url, """{ "code": "a" }""", version: "2.1.0"), pinned);
        Assert.Equal(Member, definitions.Contains(Set, Url, "a"));
        Assert.Equal(NotMember, definitions.FindValueSet(Set)!.Contains(Encoding.UTF8.GetBytes(Url), "1.0.0"u8, "a"u8, out _));
    }

    [Fact]
    public void Case_matters_unless_the_code_system_says_otherwise()
    {
        var listed = TestPackage.ValueSet(Set, $$""" "include": [ { "system": "{{Url}}", "concept": [ { "code": "Grade-IIIa" } ] } ] """);
        Assert.Equal(NotMember, TestPackage.Open(TestPackage.CodeSystem(Url, """{ "code": "Grade-IIIa" }"""), listed).Contains(Set, Url, "GRADE-IIIA"));
        var folded = TestPackage.CodeSystem(Url, """{ "code": "Grade-IIIa" }""", caseSensitive: false);
        Assert.Equal(Member, TestPackage.Open(folded, listed).Contains(Set, Url, "GRADE-IIIA"));
        Assert.Equal(Member, TestPackage.Open(folded, Whole).Contains(Set, Url, "grade-iiia"));
    }

    [Fact]
    public void A_code_system_names_a_value_set_of_all_its_codes()
    {
        var system = TestPackage.CodeSystem(Url, """{ "code": "a" }""");
        system["valueSet"] = Set;
        Assert.Equal(Member, TestPackage.Open(system).Contains(Set, Url, "a"));
    }

    [Fact]
    public void A_hierarchy_that_runs_in_a_circle_ends()
    {
        var system = TestPackage.CodeSystem(Url, """
            { "code": "a", "property": [ { "code": "parent", "valueCode": "b" } ] }, { "code": "b", "property": [ { "code": "parent", "valueCode": "a" } ] }
            """);
        var found = TestPackage.Open(system).FindCodeSystem(Url)!;
        Assert.True(found.IsA("a"u8, "b"u8) && found.IsA("b"u8, "a"u8));
        Assert.False(found.IsA("a"u8, "c"u8));
    }

    private static string[] Undecided(FhirDefinitions definitions) =>
        definitions.Urls(DefinitionKind.ValueSet, "hl7.fhir.us.mcode").Where(url => !definitions.FindValueSet(url)!.IsDecidable).Order(StringComparer.Ordinal).ToArray();
}
