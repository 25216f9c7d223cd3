using Tessera.Fhir.Search;

namespace Tessera.Store.Tests;

public sealed class SearchTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData("family=muller", "a")]
    [InlineData("family=Mü", "a")]
    [InlineData("name=zoe", "a")]
    [InlineData("name=maria", "")]
    [InlineData("name:contains=maria", "a")]
    [InlineData("family:exact=Müller", "a")]
    [InlineData("family:exact=muller", "")]
    [InlineData("family=x,smith", "b")]
    [InlineData("family=%", "")]
    [InlineData("family='; drop table resource; --", "c")]
    [InlineData("family:contains=drop table", "c")]
    [InlineData("family:missing=true", "d")]
    [InlineData("family:missing=false", "a b c")]
    [InlineData("gender=female&family=muller", "a")]
    [InlineData("gender=male&family=muller", "")]
    [InlineData("_id=a,d,zzz", "a d")]
    [InlineData("_id=a&gender=female", "a")]
    public async Task Strings_and_ids(string search, string expected)
    {
        await Put("""{"resourceType":"Patient","id":"a","gender":"female","name":[{"family":"Müller","given":["Zoë","Anna Maria"]}]}""");
        await Put("""{"resourceType":"Patient","id":"b","gender":"male","name":[{"family":"Smith"}]}""");
        await Put("""{"resourceType":"Patient","id":"c","name":[{"family":"'; DROP TABLE resource; --"}]}""");
        await Put("""{"resourceType":"Patient","id":"d"}""");
        Assert.Equal(expected, await Set("Patient?" + search));
    }

    [Theory]
    [InlineData("Encounter?location:below=Location/house", "in-bed in-house in-ward")]
    [InlineData("Encounter?location:below=ward", "in-bed in-ward")]
    [InlineData("Encounter?location:below=Location/bed", "in-bed")]
    [InlineData("Encounter?location:above=Location/bed", "in-bed in-house in-ward")]
    [InlineData("Encounter?location:above=Location/house", "in-house")]
    [InlineData("Encounter?location:below=Location/nowhere", "")]
    [InlineData("Encounter?location:below=Location/left", "in-right")]
    [InlineData("Encounter?location:above=Location/left", "in-right")]
    [InlineData("Location?partof:below=Location/house", "bed ward")]
    [InlineData("Encounter?location:below=ward,Location/elsewhere", "in-bed in-elsewhere in-ward")]
    [InlineData("Encounter?_has:Procedure:encounter:_id=x&location:below=house", "")]
    public async Task References_above_and_below_follow_what_is_a_part_of_what(string search, string expected)
    {
        await Put("""{"resourceType":"Location","id":"house"}""");
        await Put("""{"resourceType":"Location","id":"ward","partOf":{"reference":"Location/house"}}""");
        await Put("""{"resourceType":"Location","id":"bed","partOf":{"reference":"Location/ward"}}""");
        await Put("""{"resourceType":"Location","id":"elsewhere"}""");
        // A circle, which nothing forbids.
        await Put("""{"resourceType":"Location","id":"left","partOf":{"reference":"Location/right"}}""");
        await Put("""{"resourceType":"Location","id":"right","partOf":{"reference":"Location/left"}}""");
        foreach (var place in new[] { "house", "ward", "bed", "elsewhere", "right" })
            await Put($$$"""{"resourceType":"Encounter","id":"in-{{{place}}}","status":"finished","class":{"code":"IMP"},"location":[{"location":{"reference":"Location/{{{place}}}"}}]}""");
        Assert.Equal(expected, await Set(search));
    }

    [Theory]
    [InlineData("Observation", "subject:below", "Patient/p", "no parts of each other")]
    [InlineData("Observation", "specimen:below", "7", "no parts of each other")]
    [InlineData("Observation", "subject:below", "nothing here", "a reference such as")]
    [InlineData("Observation", "subject:above", "http://other.example/Location/1", "a reference such as")]
    public void What_has_no_parts_has_nothing_below_it(string type, string parameter, string value, string reason)
    {
        Assert.False(SearchQuery.TryParse(type, [new(parameter, value)], Store.SearchParameters, new SearchRules(DateTimeOffset.UnixEpoch), out _, out var issues));
        Assert.Contains(reason, Assert.Single(issues).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("value-quantity", "milligrams half-a-gram grams half-a-kilogram text cold warm none")]
    [InlineData("-value-quantity", "warm cold text half-a-kilogram grams half-a-gram milligrams none")]
    [InlineData("value-quantity&value-quantity=gt1||apples", "text")]
    public async Task Quantities_are_ordered_by_what_they_are_in_base_units(string sort, string expected)
    {
        foreach (var (id, value, unit) in new[] { ("grams", "5", "g"), ("milligrams", "400", "mg"), ("half-a-gram", "0.5", "g"), ("half-a-kilogram", "0.05", "kg"), ("cold", "-5", "Cel"), ("warm", "98.6", "[degF]") })
            await Put($$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"text":"x"},"valueQuantity":{"value":{{{value}}},"system":"http://unitsofmeasure.org","code":"{{{unit}}}"}}""");
        await Put("""{"resourceType":"Observation","id":"text","status":"final","code":{"text":"x"},"valueQuantity":{"value":70,"unit":"apples"}}""");
        await Put("""{"resourceType":"Observation","id":"none","status":"final","code":{"text":"x"}}""");
        Assert.Equal(expected, await Ids("Observation?_sort=" + sort));
    }

    [Theory]
    [InlineData("code=http://loinc.org|718-7", "a")]
    [InlineData("code=718-7", "a b")]
    [InlineData("code=|718-7", "b")]
    [InlineData("code=http://loinc.org|", "a c")]
    [InlineData("code=http://loinc.org|718-7,http://loinc.org|ABC", "a c")]
    [InlineData("code=http://loinc.org|abc", "c")]
    [InlineData("code=http://other.example|718-7", "")]
    [InlineData("code:not=718-7", "c d")]
    [InlineData("code:missing=true", "d")]
    [InlineData("status=final", "a b c d")]
    [InlineData("status=final&code=718-7&_tag=t", "b")]
    [InlineData("identifier=urn:lab|x|1", "d")]
    [InlineData(@"identifier=urn:lab|x\|1", "d")]
    public async Task Tokens(string search, string expected)
    {
        await Put("""{"resourceType":"Observation","id":"a","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"},{"code":"other"}]}}""");
        await Put("""{"resourceType":"Observation","id":"b","status":"final","meta":{"tag":[{"code":"t"}]},"code":{"coding":[{"code":"718-7"}]}}""");
        await Put("""{"resourceType":"Observation","id":"c","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"ABC"}]}}""");
        await Put("""{"resourceType":"Observation","id":"d","status":"final","identifier":[{"system":"urn:lab","value":"x|1"}]}""");
        Assert.Equal(expected, await Set("Observation?" + search));
    }

    [Theory]
    [InlineData("2024", "day month")]
    [InlineData("2024-05", "day month")]
    [InlineData("2024-05-17", "day")]
    [InlineData("ne2024-05-17", "instant month open year23")]
    [InlineData("gt2024-05-17", "instant month open")]
    [InlineData("ge2024-05-17", "day instant month open")]
    [InlineData("lt2024-05-17", "month open year23")]
    [InlineData("le2024-05-17", "day month open year23")]
    [InlineData("sa2024-05-31", "instant")]
    [InlineData("sa2024", "instant")]
    [InlineData("eb2024", "year23")]
    [InlineData("eb2024-05-18", "day year23")]
    [InlineData("2025-01-01T10:30:00Z", "instant")]
    [InlineData("2025-01-01T11:30:00+01:00", "instant")]
    [InlineData("gt2025-01-01T10:30:00Z", "open")]
    [InlineData("ge2025-01-01T10:30:00Z", "instant open")]
    [InlineData("ap2023-07-01", "open year23")]
    [InlineData("ge2024-01&date=lt2025", "day month open")]
    public async Task Dates_are_ranges_and_every_prefix_relates_them(string value, string expected)
    {
        await Put("""{"resourceType":"Observation","id":"day","effectiveDateTime":"2024-05-17"}""");
        await Put("""{"resourceType":"Observation","id":"month","effectiveDateTime":"2024-05"}""");
        await Put("""{"resourceType":"Observation","id":"year23","effectivePeriod":{"start":"2023-01-01","end":"2023-12-31"}}""");
        await Put("""{"resourceType":"Observation","id":"open","effectivePeriod":{"start":"2023-06-01"}}""");
        await Put("""{"resourceType":"Observation","id":"instant","effectiveInstant":"2025-01-01T10:30:00Z"}""");
        await Put("""{"resourceType":"Observation","id":"none"}""");
        Assert.Equal(expected, await Set("Observation?date=" + value));
    }

    [Theory]
    [InlineData("6.3", "a b")]
    [InlineData("6.30", "a")]
    [InlineData("ne6.3", "c d")]
    [InlineData("gt6.3", "b c d")]
    [InlineData("ge6.3", "a b c d")]
    [InlineData("lt6.3", "c")]
    [InlineData("le6.3", "a c")]
    [InlineData("ap6", "a b c")]
    [InlineData("6.3|http://unitsofmeasure.org|mmol/L", "a")]
    [InlineData("6.3||mmol/L", "a")]
    [InlineData("6.3||mmol", "b")]
    [InlineData("6.3||MMOL/L", "")]
    [InlineData("lt7||mmol/L", "a c")]
    public async Task Quantities_compare_numbers_with_units(string value, string expected)
    {
        await Put("""{"resourceType":"Observation","id":"a","valueQuantity":{"value":6.3,"unit":"mmol/l","system":"http://unitsofmeasure.org","code":"mmol/L"}}""");
        await Put("""{"resourceType":"Observation","id":"b","valueQuantity":{"value":6.31,"unit":"mmol"}}""");
        await Put("""{"resourceType":"Observation","id":"c","valueQuantity":{"value":7,"comparator":"<","system":"http://unitsofmeasure.org","code":"mmol/L"}}""");
        await Put("""{"resourceType":"Observation","id":"d","valueQuantity":{"value":100}}""");
        Assert.Equal(expected, await Set("Observation?value-quantity=" + value));
    }

    [Theory]
    [InlineData("0.8", "b")]
    [InlineData("gt0.5", "b")]
    [InlineData("le0.5", "a")]
    [InlineData("lt0.2,gt0.7", "a b")]
    public async Task Numbers(string value, string expected)
    {
        await Put("""{"resourceType":"RiskAssessment","id":"a","prediction":[{"probabilityDecimal":0.1}]}""");
        await Put("""{"resourceType":"RiskAssessment","id":"b","prediction":[{"probabilityDecimal":0.8}]}""");
        Assert.Equal(expected, await Set("RiskAssessment?probability=" + value));
    }

    [Theory]
    [InlineData("subject=Patient/p", "a c")]
    [InlineData("subject=p", "a b c")]
    [InlineData("patient=p", "a c")]
    [InlineData("subject:Patient=p", "a c")]
    [InlineData("subject:Group=p", "b")]
    [InlineData("subject=https://other.example/fhir/Patient/p", "d")]
    [InlineData("subject:identifier=urn:mrn|7", "e")]
    [InlineData("subject:missing=true", "f")]
    [InlineData("subject=Patient/nobody", "")]
    [InlineData("subject=Patient/p,Group/p", "a b c")]
    [InlineData("subject:Patient.family=roe", "a c")]
    [InlineData("patient.family=roe&code=x", "c")]
    [InlineData("subject:Patient._id=p", "a c")]
    [InlineData("subject:Patient.gender=male", "")]
    public async Task References_and_chains(string search, string expected)
    {
        await Put("""{"resourceType":"Patient","id":"p","gender":"female","name":[{"family":"Roe"}]}""");
        await Put("""{"resourceType":"Observation","id":"a","subject":{"reference":"Patient/p"}}""");
        await Put("""{"resourceType":"Observation","id":"b","subject":{"reference":"Group/p"}}""");
        await Put("""{"resourceType":"Observation","id":"c","subject":{"reference":"Patient/p/_history/2"},"code":{"coding":[{"code":"x"}]}}""");
        await Put("""{"resourceType":"Observation","id":"d","subject":{"reference":"https://other.example/fhir/Patient/p"}}""");
        await Put("""{"resourceType":"Observation","id":"e","subject":{"identifier":{"system":"urn:mrn","value":"7"}}}""");
        await Put("""{"resourceType":"Observation","id":"f"}""");
        Assert.Equal(expected, await Set("Observation?" + search));
    }

    [Fact]
    public async Task Reverse_chains_find_who_is_referred_to()
    {
        await Put("""{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/a"},"code":{"coding":[{"code":"C50"}]}}""");
        await Put("""{"resourceType":"Condition","id":"c2","subject":{"reference":"Patient/b"},"code":{"coding":[{"code":"C34"}]}}""");
        foreach (var id in new[] { "a", "b", "c" }) await Put($$"""{"resourceType":"Patient","id":"{{id}}","active":true}""");
        Assert.Equal("a", await Set("Patient?_has:Condition:subject:code=C50"));
        Assert.Equal("a b", await Set("Patient?_has:Condition:subject:code=C50,C34&active=true"));
        Assert.Equal("", await Set("Patient?_has:Condition:subject:code=C99"));
    }

    [Theory]
    [InlineData("_profile=http://example.org/a", "1")]
    [InlineData("_profile:below=http://example.org", "1 2")]
    [InlineData("_profile:above=http://example.org/a/b/c", "1 2")]
    [InlineData("_source=urn:file:1", "1")]
    [InlineData("_security=http://terminology.hl7.org/CodeSystem/v3-Confidentiality|R", "2")]
    [InlineData("_profile:missing=true", "3")]
    public async Task Uris_and_meta(string search, string expected)
    {
        await Put("""{"resourceType":"Basic","id":"1","meta":{"profile":["http://example.org/a"],"source":"urn:file:1"}}""");
        await Put("""{"resourceType":"Basic","id":"2","meta":{"profile":["http://example.org/a/b"],"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}}""");
        await Put("""{"resourceType":"Basic","id":"3"}""");
        Assert.Equal(expected, await Set("Basic?" + search));
    }

    [Fact]
    public async Task Last_updated_is_searched_by_range()
    {
        await Put("""{"resourceType":"Basic","id":"1"}""");
        Clock.Now += TimeSpan.FromDays(1);
        await Put("""{"resourceType":"Basic","id":"2"}""");
        Assert.Equal("1", await Set("Basic?_lastUpdated=2026-11-22"));
        Assert.Equal("1 2", await Set("Basic?_lastUpdated=2026-11"));
        Assert.Equal("2", await Set("Basic?_lastUpdated=gt2026-11-22"));
        Assert.Equal("1", await Set("Basic?_lastUpdated=lt2026-11-23"));
        Assert.Equal("2", await Set("Basic?_lastUpdated=ne2026-11-22"));
        Assert.Equal("1 2", await Set("Basic?_lastUpdated=ge2026-11-22&_lastUpdated=le2026-11-23"));
    }

    [Fact]
    public async Task A_changed_resource_is_found_by_its_new_values_only()
    {
        await Put("""{"resourceType":"Patient","id":"p","name":[{"family":"Old"}],"birthDate":"1950-01-01","gender":"male"}""");
        await Put("""{"resourceType":"Patient","id":"p","name":[{"family":"New"}]}""");
        Assert.Equal("", await Set("Patient?family=old"));
        Assert.Equal("", await Set("Patient?gender=male"));
        Assert.Equal("", await Set("Patient?birthdate=1950"));
        Assert.Equal("p", await Set("Patient?family=new"));
    }

    [Theory]
    [InlineData("value-quantity", "{0}|http://unitsofmeasure.org|g", "m o")]
    [InlineData("value-quantity", "gt{0}||g", "o")]
    [InlineData("value-string", "word{0}", "s")]
    [InlineData("date", "ge{0:0000}", "m o s")]
    [InlineData("code:text", "word{0}", "m o s")]
    public async Task As_many_alternatives_as_are_allowed_are_answered(string parameter, string value, string expected)
    {
        await Put("""{"resourceType":"Observation","id":"o","status":"final","code":{"text":"word7"},"effectiveDateTime":"2020","valueQuantity":{"value":7,"unit":"g","system":"http://unitsofmeasure.org","code":"g"}}""");
        await Put("""{"resourceType":"Observation","id":"m","status":"final","code":{"text":"word7"},"effectiveDateTime":"2020","valueQuantity":{"value":7000,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}""");
        await Put("""{"resourceType":"Observation","id":"s","status":"final","code":{"text":"word7"},"effectiveDateTime":"2020","valueString":"word7"}""");
        var values = Enumerable.Range(1, 500).Select(number => string.Format(System.Globalization.CultureInfo.InvariantCulture, value, number));
        Assert.Equal(expected, await Set($"Observation?{parameter}={string.Join(',', values)}"));
    }

    [Fact]
    public async Task As_many_conditions_as_are_allowed_are_answered()
    {
        await Put("""{"resourceType":"Patient","id":"p","name":[{"family":"Roe"}]}""");
        Assert.Equal("p", await Set("Patient?" + string.Join('&', Enumerable.Repeat("name=r", 500))));
    }

    [Fact]
    public async Task Totals_count_all_matches()
    {
        for (var i = 0; i < 7; i++) await Put($$"""{"resourceType":"Patient","id":"p{{i}}","gender":"{{(i % 2 == 0 ? "male" : "female")}}","name":[{"family":"Roe","given":["Ro"]}]}""");
        Assert.Equal(4, (await Search("Patient?gender=male&_total=accurate&_count=2")).Total);
        Assert.Equal(7, (await Search("Patient?name=ro&_summary=count")).Total);
        Assert.Empty((await Search("Patient?_count=0")).Matches);
        Assert.Null((await Search("Patient?gender=male")).Total);
        Assert.Equal(0, (await Search("Basic?_total=accurate")).Total);
    }

    [Fact]
    public async Task Includes_come_along_once_and_never_a_match()
    {
        await Put("""{"resourceType":"Patient","id":"p"}""");
        await Put("""{"resourceType":"Observation","id":"a","subject":{"reference":"Patient/p"},"hasMember":[{"reference":"Observation/b"}],"performer":[{"reference":"Practitioner/gone"}]}""");
        await Put("""{"resourceType":"Observation","id":"b","subject":{"reference":"Patient/p"}}""");
        Assert.Equal(["p"], (await Search("Observation?_include=Observation:subject")).Included.Select(resource => resource.Id));
        Assert.Equal(["b", "p"], (await Search("Observation?_id=a&_include=*")).Included.Select(resource => resource.Id).Order());
        Assert.Empty((await Search("Observation?_include=Observation:subject:Group")).Included);
        Assert.Equal(["a", "b"], (await Search("Patient?_revinclude=Observation:subject")).Included.Select(resource => resource.Id).Order());
    }

    [Fact]
    public async Task Two_large_sets_meet_in_few_matches()
    {
        var writes = Enumerable.Range(0, 600).Select(i => Upsert($$"""{"resourceType":"Observation","id":"o{{i}}","status":"{{(i % 2 == 0 ? "final" : "amended")}}","effectiveDateTime":"20{{i % 50:00}}","code":{"coding":[{"code":"c{{i % 3}}"}]},"subject":{"reference":"Patient/p{{i % 10}}" } }""")).ToArray();
        await Store.Write(Access.Everything, writes, Database.WritePriority.Bulk, Cancel);
        for (var p = 0; p < 10; p++)
        {
            var expected = string.Join(' ', Enumerable.Range(0, 600).Where(i => i % 2 == 0 && i % 3 == 1 && i % 10 == p).Select(i => $"o{i}").Order(StringComparer.Ordinal));
            Assert.Equal(expected, await Set($"Observation?status=final&code=c1&subject=Patient/p{p}&_count=1000"));
        }
        Assert.Equal(12 * 8, (await Search("Observation?date=lt2008&_count=1000")).Matches.Count);
        Assert.Equal(12, (await Search("Observation?date=2008,2007&status=final&_count=1000")).Matches.Count);
    }
}
