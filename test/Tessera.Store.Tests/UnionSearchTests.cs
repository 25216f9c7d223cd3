namespace Tessera.Store.Tests;

/// <summary>Searches by parameters that have no index of their own, because others hold their values.</summary>
public sealed class UnionSearchTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    private static readonly string[] Resources =
    [
        """{"resourceType":"Patient","id":"p","name":[{"family":"Roe"}],"gender":"female"}""",
        """{"resourceType":"Patient","id":"q","name":[{"family":"Doe"}]}""",
        """{"resourceType":"Group","id":"p","type":"person","actual":true}""",
        Observation("literal", """{"reference":"Patient/p"}"""),
        Observation("second", """{"reference":"Patient/q"}"""),
        Observation("group", """{"reference":"Group/p"}"""),
        Observation("url", """{"reference":"https://other.example/fhir/Patient/p"}"""),
        Observation("group-url", """{"reference":"https://other.example/fhir/Group/p"}"""),
        Observation("identifier", """{"type":"Patient","identifier":{"system":"urn:mrn","value":"7"}}"""),
        Observation("group-identifier", """{"type":"Group","identifier":{"system":"urn:mrn","value":"7"}}"""),
        Observation("both", """{"reference":"Patient/p","identifier":{"system":"urn:mrn","value":"7"}}"""),
        """{"resourceType":"Observation","id":"nobody","status":"final","code":{"coding":[{"system":"urn:c","code":"a"}]}}""",
    ];

    [Theory]
    [InlineData("Observation?patient=p", "both literal")]
    [InlineData("Observation?patient=Patient/p", "both literal")]
    [InlineData("Observation?patient=p,q", "both literal second")]
    [InlineData("Observation?patient:Patient=p", "both literal")]
    [InlineData("Observation?patient=https://other.example/fhir/Patient/p", "url")]
    [InlineData("Observation?patient=p,https://other.example/fhir/Patient/p", "both literal url")]
    [InlineData("Observation?patient=https://other.example/fhir/Group/p", "")]
    [InlineData("Observation?patient:identifier=urn:mrn|7", "both identifier")]
    [InlineData("Observation?subject:identifier=urn:mrn|7", "both group-identifier identifier")]
    [InlineData("Observation?patient:missing=false", "both identifier literal second url")]
    [InlineData("Observation?patient:missing=true", "group group-identifier group-url nobody")]
    [InlineData("Observation?patient.family=roe", "both literal")]
    [InlineData("Observation?patient:Patient.gender=female", "both literal")]
    [InlineData("Patient?_has:Observation:patient:code=a", "p q")]
    [InlineData("Group?_has:Observation:subject:code=a", "p")]
    public async Task References_to_a_type_are_those_of_the_wider_parameter_that_lead_to_it(string search, string expected)
    {
        await Fill();
        Assert.Equal(expected, await Set(search));
    }

    [Theory]
    [InlineData("Observation?_sort=patient&_count=4")]
    [InlineData("Observation?_sort=-patient&_count=4")]
    public async Task An_order_by_a_restricted_reference_puts_the_others_last(string search)
    {
        await Fill();
        var (seen, next) = (new List<string>(), (string?)"");
        while (next is not null)
        {
            var page = await Search(next.Length == 0 ? search : $"{search}&_cursor={next}");
            seen.AddRange(page.Matches.Select(match => match.Id));
            next = page.Next;
        }
        Assert.Equal(9, seen.Count);
        Assert.Equal(["both", "literal", "second", "url"], seen.Take(4).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Observation?_include=Observation:patient", "Patient/p Patient/q")]
    [InlineData("Observation?_include=Observation:subject", "Group/p Patient/p Patient/q")]
    [InlineData("Patient?_id=p&_revinclude=Observation:patient", "Observation/both Observation/literal")]
    [InlineData("Group?_id=p&_revinclude=Observation:patient", "")]
    [InlineData("Group?_id=p&_revinclude=Observation:subject", "Observation/group")]
    [InlineData("Observation?_include=*", "Group/p Patient/p Patient/q")]
    public async Task What_comes_along_by_a_restricted_reference_is_of_the_type(string search, string expected)
    {
        await Fill();
        Assert.Equal(expected, string.Join(' ', (await Search(search)).Included.Select(found => $"{found.Type}/{found.Id}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("combo-code=urn:c|1", "bottom top")]
    [InlineData("combo-code=urn:c|1,urn:c|2", "bottom third top")]
    [InlineData("combo-code:not=urn:c|1", "third")]
    [InlineData("combo-code:text=systolic", "bottom")]
    [InlineData("combo-code:text=one", "top")]
    [InlineData("combo-code:missing=false", "bottom third top")]
    [InlineData("combo-value-quantity=gt5", "bottom top")]
    [InlineData("combo-value-quantity=gt5|http://unitsofmeasure.org|mg", "bottom top")]
    [InlineData("combo-value-quantity:missing=true", "third")]
    [InlineData("combo-code-value-quantity=urn:c|1$gt5", "bottom top")]
    [InlineData("combo-code=urn:c|1&combo-value-quantity=lt7.5", "bottom")]
    [InlineData("combo-code=urn:c|1&_sort=combo-value-quantity", "bottom top")]
    [InlineData("combo-code=urn:c|1&_sort=-combo-value-quantity", "top bottom")]
    [InlineData("_sort=-combo-code", "third bottom top")]
    public async Task A_union_has_the_values_of_its_parts(string search, string expected)
    {
        await Put("""
            {"resourceType":"Observation","id":"top","status":"final","code":{"coding":[{"system":"urn:c","code":"1","display":"one"}]},"valueQuantity":{"value":8,"system":"http://unitsofmeasure.org","code":"mg"}}
            """);
        await Put("""
            {"resourceType":"Observation","id":"bottom","status":"final","code":{"coding":[{"system":"urn:c","code":"5"}]},
             "component":[{"code":{"coding":[{"system":"urn:c","code":"1","display":"systolic"}]},"valueQuantity":{"value":7,"system":"http://unitsofmeasure.org","code":"mg"}}]}
            """);
        await Put("""{"resourceType":"Observation","id":"third","status":"final","code":{"coding":[{"system":"urn:c","code":"2"},{"system":"urn:c","code":"9"}]}}""");
        var found = search.Contains("_sort", StringComparison.Ordinal) ? await Ids($"Observation?{search}") : await Set($"Observation?{search}");
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("combo-code=urn:c|1", 1)]
    [InlineData("combo-code=urn:c|1", 2)]
    [InlineData("combo-code=urn:c|1,urn:c|2", 3)]
    [InlineData("code=urn:c|0,urn:c|1,urn:c|2", 3)]
    [InlineData("combo-code=urn:c|1,urn:c|2&_sort=_lastUpdated", 2)]
    public async Task The_pages_of_a_union_have_each_match_once_and_in_order(string search, int count)
    {
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            Clock.Now += TimeSpan.FromSeconds(random.Next(2));
            await Put($$"""
                {"resourceType":"Observation","id":"o{{i}}","status":"final","code":{"coding":[{"system":"urn:c","code":"{{random.Next(4)}}"},{"system":"urn:c","code":"{{random.Next(4)}}"}]},
                 "component":[{"code":{"coding":[{"system":"urn:c","code":"{{random.Next(4)}}"}]} },{"code":{"coding":[{"system":"urn:c","code":"{{random.Next(4)}}"}]} }]}
                """);
        }
        var all = (await Search($"Observation?{search}&_count=1000")).Matches.Select(match => match.Id).ToList();
        Assert.InRange(all.Count, 10, 60);
        Assert.Equal(all.Count, (await Search($"Observation?{search}&_summary=count")).Total);
        var (seen, next) = (new List<string>(), (string?)"");
        while (next is not null)
        {
            var page = await Search($"Observation?{search}&_count={count}" + (next.Length == 0 ? "" : $"&_cursor={next}"));
            Assert.InRange(page.Matches.Count, 1, count);
            seen.AddRange(page.Matches.Select(match => match.Id));
            next = page.Next;
        }
        Assert.Equal(all, seen);
        Assert.Equal(all.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_union_may_be_asked_for_as_many_values_as_any_parameter()
    {
        await Put("""{"resourceType":"Observation","id":"o","status":"final","component":[{"code":{"coding":[{"system":"urn:c","code":"7"}]}}]}""");
        for (var i = 0; i < 500; i++) await Put($$"""{"resourceType":"Basic","id":"b{{i}}","code":{"coding":[{"system":"urn:c","code":"{{i}}"}]} }""");
        Assert.Equal("o", await Ids($"Observation?combo-code={string.Join(',', Enumerable.Range(0, 500))}"));
    }

    [Theory]
    [InlineData("Patient?phonetic=roe", "p")]
    [InlineData("Patient?phonetic:exact=Doe", "q")]
    [InlineData("Patient?phonetic:missing=true", "")]
    [InlineData("Patient?_sort=phonetic", "q p")]
    public async Task An_equal_parameter_is_another_name(string search, string expected)
    {
        await Fill();
        Assert.Equal(expected, await Ids(search));
    }

    [Fact]
    public async Task A_resource_belongs_to_the_patient_that_another_parameter_holds()
    {
        await Put("""{"resourceType":"Coverage","id":"c","status":"active","beneficiary":{"reference":"Patient/p"}}""");
        await Put("""{"resourceType":"Appointment","id":"a","status":"booked","participant":[{"actor":{"reference":"Patient/p"}},{"actor":{"reference":"Practitioner/d"}}]}""");
        Assert.Equal("c", await Ids("Coverage?patient=p", Access.Everything with { Patients = new HashSet<string> { "p" } }));
        Assert.Equal("", await Ids("Coverage?patient=p", Access.Everything with { Patients = new HashSet<string> { "q" } }));
        Assert.Equal("a", await Ids("Appointment?practitioner=d", Access.Everything with { Patients = new HashSet<string> { "p" } }));
        Assert.Equal("", await Ids("Appointment?_id=a", Access.Everything with { Patients = new HashSet<string> { "q" } }));
    }

    [Fact]
    public async Task Values_that_another_parameter_holds_are_kept_once()
    {
        await Fill();
        var rows = IndexDump.Of(Store);
        Assert.Contains("Observation:literal subject R Patient/p", rows);
        Assert.DoesNotContain("Observation:literal patient R Patient/p", rows);
        Assert.Contains("Observation:url patient R https://other.example/fhir/Patient/p", rows);
        Assert.DoesNotContain(rows, row => row.StartsWith("Observation:group-url patient", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains(" phonetic ", StringComparison.Ordinal) || row.Contains(" combo-", StringComparison.Ordinal));
    }

    private async Task Fill() => Assert.All(await PutAll(Access.Everything, [.. Resources.Select(json => Upsert(json))]), outcome => Assert.Equal(WriteStatus.Created, outcome.Status));

    private static string Observation(string id, string subject) =>
        $$"""{"resourceType":"Observation","id":"{{id}}","status":"final","code":{"coding":[{"system":"urn:c","code":"a"}]},"subject":{{subject}} }""";
}
