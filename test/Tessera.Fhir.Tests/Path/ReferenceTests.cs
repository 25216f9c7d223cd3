using Tessera.Fhir.Path;

namespace Tessera.Fhir.Tests.Path;

public sealed class ReferenceTests(BuiltInDefinitions fixture) : FhirPathTestBase(fixture)
{
    private const string Observation = """
        {"resourceType":"Observation","contained":[{"resourceType":"Device","id":"d"}],"subject":{"reference":"Patient/1"},
         "device":{"reference":"#d"},"performer":[{"reference":"http://x/fhir/Practitioner/2/_history/3"},{"type":"Organization","display":"y"},{"reference":"urn:uuid:1"}]}
        """;

    private const string Bundle = """
        {"resourceType":"Bundle","entry":[
          {"fullUrl":"http://a/Patient/1","resource":{"resourceType":"Patient","id":"1","gender":"female"}},
          {"fullUrl":"http://b/Patient/1","resource":{"resourceType":"Patient","id":"1","gender":"male"}},
          {"fullUrl":"urn:uuid:c","resource":{"resourceType":"Patient","id":"c","gender":"other"}},
          {"fullUrl":"http://b/Observation/5","resource":{"resourceType":"Observation","id":"5","subject":{"reference":"Patient/1"},
             "contained":[{"resourceType":"Device","id":"d"}],"device":{"reference":"#d"},"focus":[{"reference":"urn:uuid:c"},{"reference":"http://a/Patient/1"}]}}]}
        """;

    [Fact]
    public void The_type_of_a_reference_is_known_without_its_target()
    {
        Assert.Equal(["true"], Run("subject.resolve() is Patient", Observation));
        Assert.Equal(["Patient/1"], Run("Observation.subject.where(resolve() is Patient).reference", Observation));
        Assert.Equal(["1"], Run("performer.where(resolve() is Practitioner).count()", Observation));
        Assert.Equal(["y"], Run("performer.where(resolve().is(Organization)).display", Observation));
        Assert.Empty(Run("performer[2].resolve() is Patient", Observation));
    }

    [Fact]
    public void A_contained_resource_is_found()
    {
        Assert.Equal(["d"], Run("device.resolve().id", Observation));
        Assert.Equal(["true"], Run("device.resolve() is Device", Observation));
        Assert.Empty(Run("subject.resolve()", Observation));
    }

    [Fact]
    public void Entries_of_a_bundle_are_found_by_their_addresses()
    {
        Assert.Equal(["male"], Run("entry.resource.ofType(Observation).subject.resolve().gender", Bundle));
        Assert.Equal(["other", "female"], Run("entry.resource.ofType(Observation).focus.resolve().gender", Bundle));
        Assert.Equal(["d"], Run("entry.resource.ofType(Observation).device.resolve().id", Bundle));
    }

    [Fact]
    public void The_caller_finds_what_lies_elsewhere()
    {
        var patient = Parse("""{"resourceType":"Patient","id":"1","active":true}""");
        var environment = new FhirPathContext { Resolve = reference => reference == "Patient/1" ? patient.Root : default };
        Assert.Equal(["true"], Run("subject.resolve().active", Observation, environment));
    }

    // That it takes time in proportion to the size is measured: bench path.
    [Fact]
    public void References_of_a_large_bundle_are_resolved()
    {
        var entries = string.Join(",", Enumerable.Range(0, 20_000).Select(i =>
            $$$"""{"fullUrl":"http://a/Observation/{{{i}}}","resource":{"resourceType":"Observation","id":"{{{i}}}","hasMember":[{"reference":"Observation/{{{(i * 7919) % 20_000}}}"}]}}"""));
        var document = Parse($$"""{"resourceType":"Bundle","entry":[{{entries}}]}""");
        var expression = Compile("entry.resource.hasMember.resolve().id.count()", "Bundle");
        using var result = expression.Evaluate(document.Root);
        Assert.Equal(20_000, result.Values[0].AsInteger());
    }

    [Fact]
    public void The_resource_around_the_focus_comes_from_the_caller()
    {
        var document = Parse(Observation);
        var device = document.Root["device"];
        var expression = Compile("reference.substring(1) in %rootResource.contained.id and %resource is Observation", "Reference");
        Assert.True(expression.EvaluateBoolean(device));
        Assert.True(expression.EvaluateBoolean(device, new FhirPathContext { Resource = document.Root }));
    }

    [Fact]
    public void Keys_of_resources_and_references_are_equal() =>
        Assert.Equal(["true"], Run("entry[3].resource.subject.getReferenceKey(Patient) = entry[1].resource.getResourceKey()", Bundle));

    [Fact]
    public void Terminology_and_profiles_are_the_callers()
    {
        const string Json = """{"resourceType":"Patient","gender":"male"}""";
        var environment = new FhirPathContext { MemberOf = (code, valueSet) => valueSet == "http://v" ? code.ToString() == "male" : null, ConformsTo = (node, profile) => profile == "http://p" };
        Assert.Equal(["true"], Run("gender.memberOf('http://v') and conformsTo('http://p')", Json, environment));
        Assert.Equal(IssueType.NotSupported, Fails("gender.memberOf('http://other')", Json, environment).Type);
        Assert.Equal(IssueType.NotSupported, Fails("conformsTo('http://other')", Json).Type);
    }

    [Fact]
    public void A_callback_may_run_expressions_itself()
    {
        var inner = Compile("gender = 'male'", "Patient");
        var document = Parse("""{"resourceType":"Patient","gender":"male"}""");
        var environment = new FhirPathContext { ConformsTo = (node, _) => inner.EvaluateBoolean(node) };
        Assert.True(Compile("conformsTo('x') and $this.gender.exists()", "Patient").EvaluateBoolean(document.Root, environment));
    }
}
