using Tessera.Fhir.Path;

namespace Tessera.Fhir.Tests.Path;

public sealed class NavigationTests(BuiltInDefinitions fixture) : FhirPathTestBase(fixture)
{
    private const string Names = """
        {"resourceType":"Patient","id":"p","_birthDate":{"extension":[{"url":"u","valueString":"unknown"}]},
         "name":[{"given":[null,"Ann",null],"_given":[{"id":"g0"},null,{"extension":[{"url":"u","valueCode":"x"}]}]}],
         "contained":[{"resourceType":"Organization","id":"o","name":"Ward"}],
         "extension":[{"url":"e","valueQuantity":{"value":5,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}]}
        """;

    [Fact]
    public void Primitives_without_a_value_are_there_when_they_have_extensions()
    {
        Assert.Equal(["3"], Run("name.given.count()", Names));
        Assert.Equal(["false", "true", "false"], Run("name.given.select(hasValue())", Names));
        Assert.Equal(["unknown"], Run("birthDate.extension('u').value", Names));
        Assert.Equal(["true"], Run("birthDate.exists() and birthDate.hasValue().not()", Names));
        Assert.Equal(["g0"], Run("name.given.id", Names));
        Assert.Equal(["x"], Run("name.given.extension('u').value", Names));
    }

    [Fact]
    public void A_primitive_beside_its_companion_is_one_element()
    {
        const string Json = """{"resourceType":"Patient","_birthDate":{"id":"b"},"birthDate":"1970-01-01","_gender":{"id":"g"}}""";
        Assert.Equal(["1"], Run("birthDate.count()", Json));
        Assert.Equal(["b"], Run("birthDate.id", Json));
        Assert.Equal(["2"], Run("children().count()", Json));
        Assert.Equal(["2"], Run("children().select($this).count()", Json));
        Assert.Equal(["4"], Run("descendants().count()", Json));
    }

    [Theory]
    [InlineData("descendants()")]
    [InlineData("children()")]
    [InlineData("name.children()")]
    public void Counting_without_looking_gives_as_many_as_looking(string path)
    {
        var shown = Run($"{path}.select($this)", Names).Length;
        Assert.Equal([$"{shown}"], Run($"{path}.count()", Names));
    }

    [Fact]
    public void Choice_elements_have_one_name_and_know_their_type()
    {
        Assert.Equal(["5"], Run("extension.value.value", Names));
        Assert.Equal(["true"], Run("extension.value is Quantity", Names));
        Assert.Empty(Run("extension.value.ofType(string)", Names));
        Assert.Equal(["Quantity"], Run("extension.value.type().name", Names));
    }

    [Fact]
    public void Contained_resources_have_their_own_type()
    {
        Assert.Equal(["Ward"], Run("contained.name", Names));
        Assert.Equal(["Organization"], Run("contained.type().name", Names));
        Assert.Equal(["o"], Run("contained.ofType(Organization).id", Names));
        Assert.Empty(Run("contained.ofType(Patient)", Names));
    }

    [Fact]
    public void Types_of_elements_are_those_of_the_definitions()
    {
        using var result = Compile("id | name | name.given | extension.url", "Patient").Evaluate(Parse(Names).Root);
        Assert.Equal(["id", "HumanName", "string", "string", "string", "uri"], result.ToList().Select(value => value.TypeName));
        Assert.Equal("Ann", result.Values[3].Node.ToText());
        Assert.False(result.Values[2].Node.Exists);
        Assert.True(result.Values[2].CompanionNode.Exists);
    }

    [Fact]
    public void An_element_that_the_type_does_not_have_is_refused_with_its_place()
    {
        var issue = Refused("name.exists() and\n  name.given1.exists()", "Patient");
        Assert.Equal((IssueSeverity.Error, 2, 8), (issue.Severity, issue.Line, issue.Column));
        Assert.Contains("given1", issue.Message, StringComparison.Ordinal);
        Assert.Contains("value.ofType(Quantity)", Refused("valueQuantity", "Observation").Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_type_does_not_have_is_empty_when_that_is_allowed()
    {
        var lenient = new FhirPathOptions { AllowUnknown = true };
        Assert.True(Compile("value.ofType(Quantity).system.empty()", "string", lenient).EvaluateBoolean(Parse("\"x\"").Root));
        Assert.True(Compile("$this is Citation implies false", "Patient", lenient).EvaluateBoolean(Parse(Names).Root));
    }

    [Fact]
    public void A_leading_type_name_filters_and_in_strict_mode_must_fit()
    {
        Assert.Equal(["p"], Run("Person.id | Patient.id", Names));
        using var result = Compile("Person.name | Patient.id", "Patient").Evaluate(Parse(Names).Root);
        Assert.Equal(1, result.Count);
        Refused("Person.name", "Patient", new FhirPathOptions { Strict = true });
    }

    [Fact]
    public void As_filters_unless_strict()
    {
        Assert.Equal(["Ann"], Run("(name.given as string).where(hasValue())", Names));
        Fails("name.given.as(string)", Names, options: new FhirPathOptions { Strict = true });
    }

    [Fact]
    public void A_part_of_a_resource_can_be_the_context()
    {
        var document = Parse("""{"resourceType":"Observation","component":[{"code":{"text":"a"},"valueString":"b"}]}""");
        var component = document.Root["component"].Items.GetEnumerator();
        Assert.True(component.MoveNext());
        Assert.True(Compile("value.exists() and code.text = 'a' and value is string", "Observation.component").EvaluateBoolean(component.Current));
    }

    [Fact]
    public void A_value_of_the_wrong_shape_is_empty_and_never_a_crash()
    {
        const string Json = """{"resourceType":"Patient","name":"x","birthDate":{"a":1},"contact":[1,[2],null],"active":"yes","multipleBirthInteger":1e400}""";
        Run("name.given | birthDate | contact.name | active | multipleBirth | descendants()", Json);
        Run("birthDate = @2000 or active = true or multipleBirth = 1 or birthDate ~ name", Json);
    }
}
