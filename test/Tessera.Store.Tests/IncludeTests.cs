namespace Tessera.Store.Tests;

public sealed class IncludeTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData("Observation?_id=a&_include=Observation:has-member", "b")]
    [InlineData("Observation?_id=a&_include:iterate=Observation:has-member", "b c")]
    [InlineData("Observation?_id=a&_include:recurse=Observation:has-member", "b c")]
    [InlineData("Observation?_id=a&_include:iterate=Observation:has-member&_include:iterate=Observation:subject", "b c p")]
    [InlineData("Observation?_id=a&_include=Observation:subject&_include:iterate=Patient:organization", "o p")]
    [InlineData("Observation?_id=a&_include=Observation:subject&_include=Observation:has-member", "b p")]
    [InlineData("Observation?_id=a&_include=*", "b p")]
    [InlineData("Observation?_id=a&_include=Observation:*", "b p")]
    [InlineData("Observation?_id=a&_include=Observation:*:Patient", "p")]
    [InlineData("Observation?_id=a&_include:iterate=*", "b c o p")]
    [InlineData("Organization?_id=o&_revinclude=*", "p")]
    [InlineData("Organization?_id=o&_revinclude:iterate=*", "a b c p")]
    [InlineData("Organization?_id=o&_revinclude=Patient:organization&_revinclude:iterate=Observation:subject", "a b c p")]
    [InlineData("Patient?_id=p&_revinclude=Observation:*", "a b c")]
    [InlineData("Patient?_id=p&_revinclude=Observation:subject:Patient", "a b c")]
    [InlineData("Patient?_id=p&_revinclude=Observation:subject:Group", "")]
    [InlineData("Patient?_id=p&_revinclude=Condition:*", "")]
    public async Task References_are_followed_as_far_as_asked(string search, string expected)
    {
        // The last member refers to the first: a circle.
        await Put("""{"resourceType":"Organization","id":"o"}""");
        await Put("""{"resourceType":"Patient","id":"p","managingOrganization":{"reference":"Organization/o"}}""");
        foreach (var (id, member) in new[] { ("a", "b"), ("b", "c"), ("c", "a") })
            await Put($$$"""{"resourceType":"Observation","id":"{{{id}}}","subject":{"reference":"Patient/p"},"hasMember":[{"reference":"Observation/{{{member}}}"}]}""");
        var page = await Search(search);
        Assert.Equal(expected, string.Join(' ', page.Included.Select(resource => resource.Id).Order(StringComparer.Ordinal)));
        Assert.Empty(page.Issues);
    }

    [Theory]
    [InlineData("CarePlan?_include=CarePlan:instantiates-canonical", "plan")]
    [InlineData("CarePlan?_include=*", "plan")]
    [InlineData("CarePlan?_include=CarePlan:instantiates-canonical:Questionnaire", "")]
    [InlineData("PlanDefinition?_revinclude=CarePlan:instantiates-canonical", "care")]
    public async Task Canonical_references_lead_to_the_resource_with_that_URL(string search, string expected)
    {
        await Put("""{"resourceType":"PlanDefinition","id":"plan","url":"http://example.org/plan","version":"2"}""");
        await Put("""{"resourceType":"CarePlan","id":"care","instantiatesCanonical":["http://example.org/plan|2"]}""");
        Assert.Equal(expected, string.Join(' ', (await Search(search)).Included.Select(resource => resource.Id)));
    }

    [Theory]
    [InlineData("CarePlan?instantiates-canonical:PlanDefinition.name=adjuvant", "care")]
    [InlineData("CarePlan?instantiates-canonical:PlanDefinition.name=palliative", "")]
    [InlineData("CarePlan?instantiates-canonical:PlanDefinition.name=adjuvant&status=active", "care")]
    [InlineData("CarePlan?instantiates-canonical=http://example.org/plan", "care")]
    [InlineData(@"CarePlan?instantiates-canonical=http://example.org/plan\|2", "care")]
    [InlineData("PlanDefinition?_has:CarePlan:instantiates-canonical:status=active", "plan")]
    [InlineData("PlanDefinition?_has:CarePlan:instantiates-canonical:status=revoked", "")]
    public async Task Chains_go_over_canonical_references(string search, string expected)
    {
        await Put("""{"resourceType":"PlanDefinition","id":"plan","url":"http://example.org/plan","name":"AdjuvantTreatment"}""");
        await Put("""{"resourceType":"PlanDefinition","id":"other","url":"http://example.org/other","name":"PalliativeTreatment"}""");
        await Put("""{"resourceType":"CarePlan","id":"care","status":"active","instantiatesCanonical":["http://example.org/plan|2"]}""");
        Assert.Equal(expected, await Set(search));
    }

    [Fact]
    public async Task A_long_chain_is_cut_off_and_says_so()
    {
        for (var i = 0; i < 15; i++) await Put($$$"""{"resourceType":"Observation","id":"o{{{i}}}","hasMember":[{"reference":"Observation/o{{{i + 1}}}"}]}""");
        var page = await Search("Observation?_id=o0&_include:iterate=Observation:has-member");
        Assert.Equal(10, page.Included.Count);
        Assert.Contains("10 rounds", Assert.Single(page.Issues).Message);
    }

    [Fact]
    public async Task What_a_caller_may_not_see_does_not_come_along()
    {
        await Put("""{"resourceType":"Patient","id":"p"}""");
        await Put("""{"resourceType":"Patient","id":"q"}""");
        await Put("""{"resourceType":"Observation","id":"a","subject":{"reference":"Patient/p"},"hasMember":[{"reference":"Observation/b"}]}""");
        await Put("""{"resourceType":"Observation","id":"b","subject":{"reference":"Patient/q"}}""");
        var page = await Search("Observation?_id=a&_include:iterate=*", new Access("x") { Patients = new HashSet<string> { "p" } });
        Assert.Equal(["p"], page.Included.Select(resource => resource.Id));
    }
}
