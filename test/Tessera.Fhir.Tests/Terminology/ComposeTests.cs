using System.Text;
using static Tessera.Fhir.Terminology.Membership;

namespace Tessera.Fhir.Tests.Terminology;

public sealed class ComposeTests
{
    private const string Animals = "http://example.org/animals";
    private const string Set = "http://example.org/set";
    private const string Concepts = """
        { "code": "animal", "concept": [
          { "code": "mammal", "display": "Mammal", "concept": [
            { "code": "dog", "display": "Dog", "property": [ { "code": "legs", "valueInteger": 4 } ] },
            { "code": "bat", "display": "Bat", "property": [ { "code": "legs", "valueInteger": 2 }, { "code": "parent", "valueCode": "flier" } ] } ] },
          { "code": "flier", "concept": [ { "code": "eagle", "property": [ { "code": "legs", "valueInteger": 2 } ] } ] },
          { "code": "snake", "property": [ { "code": "status", "valueCode": "retired" } ] } ] }
        """;

    private static string[] Members(string compose) =>
        TestPackage.Open(TestPackage.CodeSystem(Animals, Concepts), TestPackage.ValueSet(Set, compose)).FindValueSet(Set)!.Concepts.Select(concept => concept.Code).Order().ToArray();

    private static string[] Filtered(string property, string op, string value) =>
        Members($$"""
            "include": [ { "system": "{{Animals}}", "filter": [ { "property": "{{property}}", "op": "{{op}}", "value": "{{value}}" } ] } ]
            """);

    [Theory]
    [InlineData("is-a", "flier", "bat eagle flier")]
    [InlineData("descendent-of", "flier", "bat eagle")]
    [InlineData("descendent-leaf", "animal", "bat dog eagle snake")]
    [InlineData("is-not-a", "flier", "animal dog mammal snake")]
    [InlineData("generalizes", "bat", "animal bat flier mammal")]
    [InlineData("child-of", "animal", "flier mammal snake")]
    [InlineData("=", "dog", "dog")]
    [InlineData("in", "dog,bat", "bat dog")]
    [InlineData("not-in", "dog,bat", "animal eagle flier mammal snake")]
    [InlineData("regex", "at", "")]
    [InlineData("regex", "[b-e].*", "bat dog eagle")]
    public void A_filter_over_concepts_selects(string op, string value, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Filtered("concept", op, value));

    [Theory]
    [InlineData("legs", "=", "2", "bat eagle")]
    [InlineData("legs", "in", "2,4", "bat dog eagle")]
    [InlineData("legs", "not-in", "4", "animal bat eagle flier mammal snake")]
    [InlineData("legs", "exists", "true", "bat dog eagle")]
    [InlineData("legs", "exists", "false", "animal flier mammal snake")]
    [InlineData("display", "regex", "B.t", "bat")]
    [InlineData("parent", "=", "mammal", "bat dog")]
    [InlineData("child", "=", "bat", "flier mammal")]
    public void A_filter_over_a_property_selects(string property, string op, string value, string expected) =>
        Assert.Equal(expected.Split(' '), Filtered(property, op, value));

    [Fact]
    public void All_filters_of_an_include_hold_together() => Assert.Equal(["bat"], Members($$"""
        "include": [ { "system": "{{Animals}}", "filter": [ { "property": "concept", "op": "is-a", "value": "flier" }, { "property": "concept", "op": "is-a", "value": "mammal" } ] } ]
        """));

    [Fact]
    public void What_is_excluded_does_not_belong() => Assert.Equal(["animal", "flier", "mammal", "snake"], Members($$"""
        "include": [ { "system": "{{Animals}}" } ],
        "exclude": [ { "system": "{{Animals}}", "filter": [ { "property": "legs", "op": "exists", "value": "true" } ] } ]
        """));

    [Fact]
    public void Inactive_concepts_can_be_left_out() => Assert.Equal(["animal", "bat", "dog", "eagle", "flier", "mammal"], Members($$"""
        "inactive": false, "include": [ { "system": "{{Animals}}" } ]
        """));

    [Fact]
    public void A_pattern_that_would_run_for_ever_ends()
    {
        var code = new string('a', 60);
        var definitions = TestPackage.Open(
            TestPackage.CodeSystem(Animals, $$"""{ "code": "{{code}}" }, { "code": "{{code}}Y" }"""),
            TestPackage.ValueSet(Set, $$"""
                "include": [ { "system": "{{Animals}}", "filter": [ { "property": "code", "op": "regex", "value": "(a+)+" } ] } ]
                """));
        Assert.Equal((Member, NotMember), (definitions.Contains(Set, Animals, code), definitions.Contains(Set, Animals, code + "Y")));
    }

    [Theory]
    [InlineData("concept", "is-a", "dragon")]
    [InlineData("wings", "=", "2")]
    [InlineData("concept", "resembles", "dog")]
    [InlineData("concept", "regex", "(?<=a)b")]
    public void A_filter_that_nobody_can_evaluate_is_not_guessed(string property, string op, string value)
    {
        var definitions = TestPackage.Open(TestPackage.CodeSystem(Animals, Concepts), TestPackage.ValueSet(Set, $$"""
            "include": [ { "system": "{{Animals}}", "filter": [ { "property": "{{property}}", "op": "{{op}}", "value": "{{value}}" } ] } ]
            """));
        var set = definitions.FindValueSet(Set)!;
        Assert.Equal(Unknown, set.Contains(Encoding.UTF8.GetBytes(Animals), "dog"u8, out var missing));
        Assert.StartsWith($"{Animals} ({property}", missing, StringComparison.Ordinal);
        Assert.Equal(NotMember, set.Contains(Encoding.UTF8.GetBytes(Animals), "cat"u8, out _));
    }

    [Fact]
    public void Value_sets_imported_together_intersect() => Assert.Equal(["bat"], Imported("""
        "include": [ { "valueSet": [ "http://example.org/mammals", "http://example.org/fliers" ] } ]
        """));

    [Fact]
    public void Value_sets_imported_apart_unite() => Assert.Equal(["bat", "dog", "eagle", "flier", "mammal"], Imported("""
        "include": [ { "valueSet": [ "http://example.org/mammals" ] }, { "valueSet": [ "http://example.org/fliers" ] } ]
        """));

    [Fact]
    public void An_import_restricts_the_system_beside_it() => Assert.Equal(["bat", "eagle", "flier"], Imported($$"""
        "include": [ { "system": "{{Animals}}", "valueSet": [ "http://example.org/fliers" ] } ]
        """));

    [Fact]
    public void An_imported_value_set_can_be_excluded() => Assert.Equal(["dog", "mammal"], Imported("""
        "include": [ { "valueSet": [ "http://example.org/mammals" ] } ], "exclude": [ { "valueSet": [ "http://example.org/fliers|1.0.0" ] } ]
        """));

    [Fact]
    public void An_import_that_is_not_loaded_leaves_certain_members_certain()
    {
        var definitions = TestPackage.Open(TestPackage.ValueSet(Set, """
            "include": [ { "system": "http://example.org/s", "concept": [ { "code": "a" } ] }, { "valueSet": [ "http://example.org/absent" ] } ]
            """));
        var set = definitions.FindValueSet(Set)!;
        Assert.Equal(Member, set.Contains("http://example.org/s"u8, "a"u8, out _));
        Assert.Equal(Unknown, set.Contains("http://example.org/s"u8, "b"u8, out var missing));
        Assert.Equal("http://example.org/absent", missing);
        Assert.Equal(["http://example.org/absent"], set.Missing);
    }

    [Fact]
    public void Value_sets_that_import_each_other_end_and_say_so()
    {
        var definitions = TestPackage.Open(
            TestPackage.ValueSet("http://example.org/a", """ "include": [ { "system": "s", "concept": [ { "code": "1" } ] }, { "valueSet": [ "http://example.org/b" ] } ] """),
            TestPackage.ValueSet("http://example.org/b", """ "include": [ { "system": "s", "concept": [ { "code": "2" } ] }, { "valueSet": [ "http://example.org/a" ] } ] """));
        Assert.Equal((Member, Unknown), (definitions.Contains("http://example.org/a", "s", "1"), definitions.Contains("http://example.org/a", "s", "3")));
        Assert.Equal(["http://example.org/b"], definitions.FindValueSet("http://example.org/a")!.Missing);
    }

    [Fact]
    public void A_long_chain_of_imports_ends()
    {
        var links = Enumerable.Range(0, 3000).Select(number => TestPackage.ValueSet($"http://example.org/{number}", $$"""
            "include": [ { "valueSet": [ "http://example.org/{{number + 1}}" ] } ]
            """));
        var last = TestPackage.ValueSet("http://example.org/3000", """ "include": [ { "system": "s", "concept": [ { "code": "1" } ] } ] """);
        var definitions = TestPackage.Open([.. links, last]);
        Assert.NotEqual(NotMember, definitions.Contains("http://example.org/0", "s", "1"));
        Assert.NotEqual(Member, definitions.Contains("http://example.org/0", "s", "2"));
        Assert.True(definitions.FindValueSet("http://example.org/0")!.IsDecidable);
    }

    [Theory]
    [InlineData("""{ "valueSet": [ "NEXT", "TWIN" ] }""")]
    [InlineData("""{ "valueSet": [ "NEXT" ] }, { "valueSet": [ "TWIN" ] }""")]
    public void Imports_that_double_at_every_step_end(string include)
    {
        var sets = Enumerable.Range(0, 60).SelectMany(number => new[] { "a", "b" }.Select(side => TestPackage.ValueSet($"http://example.org/{number}{side}",
            $$""" "include": [ {{include.Replace("NEXT", $"http://example.org/{number + 1}a").Replace("TWIN", $"http://example.org/{number + 1}b")}} ] """)));
        var last = new[] { "a", "b" }.Select(side => TestPackage.ValueSet($"http://example.org/60{side}", """ "include": [ { "system": "s", "concept": [ { "code": "1" } ] } ] """));
        var definitions = TestPackage.Open([.. sets, .. last]);
        Assert.NotEqual(NotMember, definitions.Contains("http://example.org/0a", "s", "1"));
        Assert.NotEqual(Member, definitions.Contains("http://example.org/0a", "s", "2"));
    }

    private static string[] Imported(string compose)
    {
        string Below(string code) => $$"""
            "include": [ { "system": "{{Animals}}", "filter": [ { "property": "concept", "op": "is-a", "value": "{{code}}" } ] } ]
            """;
        return TestPackage.Open(
            TestPackage.CodeSystem(Animals, Concepts),
            TestPackage.ValueSet("http://example.org/mammals", Below("mammal")),
            TestPackage.ValueSet("http://example.org/fliers", Below("flier")),
            TestPackage.ValueSet(Set, compose)).FindValueSet(Set)!.Concepts.Select(concept => concept.Code).Order().ToArray();
    }
}
