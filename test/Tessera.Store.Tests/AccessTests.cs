using Tessera.Fhir;
using Tessera.Fhir.Search;

namespace Tessera.Store.Tests;

public sealed class AccessTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    private static readonly Access OnlyA = new("Patient/a") { Patients = new HashSet<string> { "a" } };

    [Fact]
    public async Task Only_the_listed_patients_are_visible_in_every_way_of_asking()
    {
        await TwoPatients();
        Assert.NotNull(await Read("Observation", "oa", OnlyA));
        Assert.Null(await Read("Observation", "ob", OnlyA));
        Assert.Null(await Read("Patient", "b", OnlyA));
        Assert.Null(await Store.FindVersion(OnlyA, "Observation", "ob", 1, Cancel));
        Assert.Equal("oa", await Set("Observation", OnlyA));
        Assert.Equal("oa", await Set("Observation?code=x", OnlyA));
        Assert.Equal("", await Set("Observation?subject=Patient/b", OnlyA));
        Assert.Equal("a", await Set("Patient?gender=female", OnlyA));
        Assert.Equal("a", await Set("Patient?_has:Observation:subject:code=x", OnlyA));
        Assert.Equal("oa", await Set("Observation?subject:Patient.gender=female", OnlyA));
        Assert.Equal(1, (await Search("Observation?code=x&_total=accurate", OnlyA)).Total);
        Assert.Equal(["oa", "a"], (await Store.History(OnlyA, null, null, null, 10, null, Cancel)).Versions.Where(version => version.Type != "Organization").Select(version => version.Id));
        Assert.Empty((await Store.History(OnlyA, "Observation", "ob", null, 10, null, Cancel)).Versions);
        Assert.DoesNotContain(await Store.Changes(OnlyA, 0, 100, Cancel), change => change.Id.EndsWith('b'));
        Assert.Empty(await Compartment("b", OnlyA));
        Assert.Empty(await Store.Origins(OnlyA, "Observation", "ob", Cancel));
        Assert.Equal([("Observation", 1L), ("Organization", 1), ("Patient", 1)], (await Store.Count(OnlyA, Cancel)).ByType.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public async Task Includes_and_sources_of_chains_are_restricted_too()
    {
        await TwoPatients();
        await Put("""{"resourceType":"Observation","id":"link","code":{"coding":[{"code":"l"}]},"subject":{"reference":"Patient/a"},"hasMember":[{"reference":"Observation/ob"},{"reference":"Observation/oa"}],"performer":[{"reference":"Organization/org"}]}""");
        Assert.Equal(["a", "oa", "org"], (await Search("Observation?code=l&_include=*", OnlyA)).Included.Select(resource => resource.Id).Order());
        Assert.Equal(["link", "oa"], (await Search("Patient?_revinclude=Observation:subject", OnlyA)).Included.Select(resource => resource.Id).Order());
        Assert.Equal("", await Set("Observation?has-member:Observation.subject=Patient/b", OnlyA));
        Assert.Equal("link", await Set("Observation?has-member:Observation.subject=Patient/b"));
    }

    [Fact]
    public async Task A_record_of_several_patients_needs_all_of_them_and_one_of_none_a_shared_type()
    {
        await TwoPatients();
        await Put("""{"resourceType":"Group","id":"both","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/a"}},{"entity":{"reference":"Patient/b"}}]}""");
        await Put("""{"resourceType":"Group","id":"one","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/a"}}]}""");
        await Put("""{"resourceType":"Bundle","id":"unknown","type":"collection"}""");
        Assert.Equal("one", await Set("Group", OnlyA));
        Assert.Equal("both one", await Set("Group", OnlyA with { Patients = new HashSet<string> { "a", "b" } }));
        Assert.Null(await Read("Bundle", "unknown", OnlyA));
        Assert.NotNull(await Read("Organization", "org", OnlyA));
        Assert.Equal(["a", "both", "oa", "one"], (await Compartment("a", Access.Everything)).Order());
        Assert.Equal(["a", "oa", "one"], (await Compartment("a", OnlyA)).Order());
    }

    [Fact]
    public async Task Types_are_restricted_for_reading_and_for_writing()
    {
        await TwoPatients();
        var reader = new Access("app") { Types = new HashSet<string> { "Patient" }, WritableTypes = new HashSet<string>() };
        Assert.NotNull(await Read("Patient", "a", reader));
        Assert.Null(await Read("Observation", "oa", reader));
        Assert.Equal("", await Set("Observation", reader));
        Assert.Empty((await Search("Patient?_revinclude=Observation:subject", reader)).Included);
        Assert.Equal("", await Set("Patient?_has:Observation:subject:code=x", reader));
        Assert.Equal(["a"], await Compartment("a", reader));
        var outcome = await Put("""{"resourceType":"Patient","id":"a","active":true}""", access: reader);
        Assert.Equal((WriteStatus.Refused, IssueType.Forbidden), (outcome.Status, outcome.Issue!.Type));
    }

    [Fact]
    public async Task Writing_is_possible_only_within_what_is_visible()
    {
        await TwoPatients();
        Assert.Equal(WriteStatus.Refused, (await Put("""{"resourceType":"Observation","id":"ob","status":"final","subject":{"reference":"Patient/a"}}""", access: OnlyA)).Status);
        Assert.Equal(WriteStatus.Refused, (await Put("""{"resourceType":"Observation","id":"new","subject":{"reference":"Patient/b"}}""", access: OnlyA)).Status);
        Assert.Equal(WriteStatus.Refused, (await Put("""{"resourceType":"Observation","id":"oa","subject":{"reference":"Patient/b"}}""", access: OnlyA)).Status);
        Assert.Equal(WriteStatus.Refused, (await Delete("Observation", "ob", OnlyA)).Status);
        Assert.Equal(WriteStatus.Created, (await Put("""{"resourceType":"Observation","id":"new","subject":{"reference":"Patient/a"}}""", access: OnlyA)).Status);
        Assert.Equal("1", (await Read("Observation", "ob"))!["meta"]!["versionId"]!.GetValue<string>());
        Assert.Equal("Patient/a", (await Read("Observation", "oa"))!["subject"]!["reference"]!.GetValue<string>());
        Assert.Equal("new oa ob", await Set("Observation"));
    }

    [Fact]
    public async Task A_restriction_by_search_is_part_of_every_query()
    {
        await Put("""{"resourceType":"Observation","id":"lab","category":[{"coding":[{"code":"laboratory"}]}],"code":{"coding":[{"code":"x"}]}}""");
        await Put("""{"resourceType":"Observation","id":"social","category":[{"coding":[{"code":"social-history"}]}],"code":{"coding":[{"code":"x"}]}}""");
        await Put("""{"resourceType":"Patient","id":"p"}""");
        var access = new Access("app") { Restrictions = new Dictionary<string, IReadOnlyList<SearchQuery>> { ["Observation"] = [Parse("Observation?category=laboratory")] } };
        Assert.Equal("lab", await Set("Observation?code=x", access));
        Assert.Null(await Read("Observation", "social", access));
        Assert.NotNull(await Read("Patient", "p", access));
        Assert.Equal(WriteStatus.Refused, (await Put("""{"resourceType":"Observation","id":"lab","category":[{"coding":[{"code":"social-history"}]}]}""", access: access)).Status);
    }

    [Fact]
    public async Task An_excluded_label_hides_a_resource()
    {
        await Put("""{"resourceType":"Observation","id":"open","status":"final"}""");
        await Put("""{"resourceType":"Observation","id":"closed","status":"final","meta":{"security":[{"system":"urn:labels","code":"NORESEARCH"}]}}""");
        var research = new Access("research") { ExcludedLabels = new HashSet<string> { "urn:labels|NORESEARCH" } };
        Assert.Equal("open", await Set("Observation?status=final", research));
        Assert.Null(await Read("Observation", "closed", research));
        Assert.Equal("closed open", await Set("Observation?status=final"));
    }

    [Fact]
    public async Task An_old_version_of_another_patient_stays_hidden()
    {
        await TwoPatients();
        await Put("""{"resourceType":"Observation","id":"moved","status":"final","subject":{"reference":"Patient/b"}}""");
        await Put("""{"resourceType":"Observation","id":"moved","status":"final","subject":{"reference":"Patient/a"}}""");
        Assert.NotNull(await Store.FindVersion(OnlyA, "Observation", "moved", 2, Cancel));
        Assert.Null(await Store.FindVersion(OnlyA, "Observation", "moved", 1, Cancel));
        Assert.Equal([2], (await Store.History(OnlyA, "Observation", "moved", null, 10, null, Cancel)).Versions.Select(version => (int)version.Version));
    }

    [Fact]
    public async Task Nobody_at_all_is_visible_to_who_may_see_no_patient()
    {
        await TwoPatients();
        var none = new Access("nobody") { Patients = new HashSet<string>() };
        Assert.Equal("", await Set("Patient", none));
        Assert.Equal("", await Set("Observation", none));
        Assert.Equal("org", await Set("Organization", none));
    }

    private async Task TwoPatients()
    {
        foreach (var id in new[] { "a", "b" })
        {
            await Put($$"""{"resourceType":"Patient","id":"{{id}}","gender":"female"}""");
            await Put($$"""{"resourceType":"Observation","id":"o{{id}}","status":"final","code":{"coding":[{"code":"x"}]},"subject":{"reference":"Patient/{{id}}"} }""");
        }
        await Put("""{"resourceType":"Organization","id":"org","name":"Centre"}""");
    }

    private async Task<List<string>> Compartment(string patient, Access access)
    {
        var ids = new List<string>();
        await foreach (var resource in Store.PatientCompartment(access, patient, null, Cancel)) ids.Add(resource.Id);
        return ids;
    }
}
