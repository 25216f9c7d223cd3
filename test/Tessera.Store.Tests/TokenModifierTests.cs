using Tessera.Fhir.Search;

namespace Tessera.Store.Tests;

public sealed class TokenModifierTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    private const string Mcode = "http://hl7.org/fhir/us/mcode/ValueSet/";

    [Theory]
    [InlineData("code:text=malignant", "a b")]
    [InlineData("code:text=neoplasm of b", "a")]
    [InlineData("code:text=NEOPLASM OF BREAST", "a")]
    [InlineData("code:text=plasm", "")]
    [InlineData("code:text=verdacht", "c")]
    [InlineData("code:text=mamma", "c")]
    [InlineData("code:text=nothing", "")]
    [InlineData("code:text=breast,verdacht", "a c")]
    [InlineData("code:text=links", "e")]
    [InlineData("code:text=karzinom", "e f")]
    [InlineData("code=verdacht auf mammakarzinom", "")]
    public async Task The_text_of_a_code_is_found_by_the_beginning_of_a_word(string search, string expected)
    {
        await Put("""{"resourceType":"Condition","id":"a","code":{"coding":[{"system":"urn:c","code":"1","display":"Malignant neoplasm of breast"}],"text":"malignant neoplasm of breast"}}""");
        await Put("""{"resourceType":"Condition","id":"b","code":{"coding":[{"system":"urn:c","code":"2","display":"Secondary malignant tumour"}]}}""");
        await Put("""{"resourceType":"Condition","id":"c","code":{"text":"Verdacht auf Mammakarzinom"}}""");
        // The same code with one text and another: each is found by its own.
        await Put("""{"resourceType":"Condition","id":"e","code":{"coding":[{"system":"urn:c","code":"3"}],"text":"Karzinom links"}}""");
        await Put("""{"resourceType":"Condition","id":"f","code":{"coding":[{"system":"urn:c","code":"3"}],"text":"Karzinom rechts"}}""");
        await Put("""{"resourceType":"Condition","id":"d","bodySite":[{"text":"Malignant"}]}""");
        Assert.Equal(expected, await Set("Condition?" + search));
    }

    [Theory]
    [InlineData("gender=http://hl7.org/fhir/administrative-gender|female", "f")]
    [InlineData("gender=http://hl7.org/fhir/administrative-gender|other", "")]
    [InlineData("gender=http://hl7.org/fhir/administrative-gender|", "f m")]
    [InlineData("gender=http://other.example|female", "")]
    [InlineData("gender=http://other.example|", "")]
    [InlineData("gender=|female", "f")]
    [InlineData("gender=female", "f")]
    [InlineData("gender:not=http://hl7.org/fhir/administrative-gender|female", "m n")]
    [InlineData("gender:below=http://hl7.org/fhir/administrative-gender|male", "m")]
    [InlineData("address-use=http://hl7.org/fhir/address-use|home", "f")]
    public async Task A_code_is_of_the_system_of_the_value_set_that_its_element_is_bound_to(string search, string expected)
    {
        await Put("""{"resourceType":"Patient","id":"f","gender":"female","address":[{"use":"home"}]}""");
        await Put("""{"resourceType":"Patient","id":"m","gender":"male"}""");
        await Put("""{"resourceType":"Patient","id":"n"}""");
        Assert.Equal(expected, await Set("Patient?" + search));
    }

    [Theory]
    [InlineData("identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|12", "a")]
    [InlineData("identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|SS|12", "b")]
    [InlineData("identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|13", "")]
    [InlineData("identifier=12", "a b c")]
    [InlineData("identifier:text=krankenakte", "c")]
    public async Task An_identifier_is_found_by_its_type(string search, string expected)
    {
        await Put("""{"resourceType":"Patient","id":"a","identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},"value":"12"}]}""");
        await Put("""{"resourceType":"Patient","id":"b","identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"SS"}]},"system":"urn:s","value":"12"}]}""");
        await Put("""{"resourceType":"Patient","id":"c","identifier":[{"type":{"text":"Krankenakte"},"value":"12"}]}""");
        Assert.Equal(expected, await Set("Patient?" + search));
    }

    [Fact]
    public async Task A_value_set_finds_the_codes_that_it_lists_and_says_which_it_cannot_decide()
    {
        await Conditions();
        var page = await Search($"Condition?code:in={Mcode}mcode-primary-cancer-disorder-vs");
        Assert.Equal(["listed"], page.Matches.Select(match => match.Id));
        Assert.Equal("http://snomed.info/sct", Assert.Single(page.Issues).Missing);
    }

    [Fact]
    public async Task A_value_set_goes_by_its_old_name_too()
    {
        await Conditions();
        Assert.Equal("listed", await Set($"Condition?code:in={Mcode}mcode-primary-or-uncertain-behavior-cancer-disorder-vs"));
    }

    [Fact]
    public async Task What_cannot_be_decided_is_neither_in_a_value_set_nor_outside()
    {
        await Conditions();
        Assert.Equal("none other plain", await Set($"Condition?code:not-in={Mcode}mcode-primary-cancer-disorder-vs"));
    }

    [Fact]
    public async Task A_code_without_a_system_is_looked_up_in_the_value_set_of_its_element()
    {
        await Put("""{"resourceType":"Patient","id":"a","gender":"female"}""");
        await Put("""{"resourceType":"Patient","id":"b"}""");
        Assert.Equal("a", await Set("Patient?gender:in=http://hl7.org/fhir/ValueSet/administrative-gender"));
        Assert.Equal("b", await Set("Patient?gender:not-in=http://hl7.org/fhir/ValueSet/administrative-gender"));
    }

    [Theory]
    [InlineData("code:in=http://example.org/none", "http://example.org/none")]
    [InlineData("body-site:in=http://hl7.org/fhir/us/mcode/ValueSet/mcode-histology-morphology-behavior-vs", "http://snomed.info/sct")]
    [InlineData("code:below=http://snomed.info/sct|363346000", "http://snomed.info/sct")]
    public void What_nobody_here_can_decide_is_refused_by_name(string search, string missing)
    {
        var pair = KeyValuePair.Create(search[..search.IndexOf('=')], search[(search.IndexOf('=') + 1)..]);
        foreach (var lenient in new[] { false, true })
        {
            Assert.False(SearchQuery.TryParse("Condition", [pair], Store.SearchParameters, new SearchRules(Clock.Now) { Lenient = lenient }, out _, out var issues));
            Assert.Contains(missing, Assert.Single(issues).Message);
        }
    }

    [Theory]
    [InlineData("code:below=http://terminology.hl7.org/CodeSystem/v3-ActCode|_ActEncounterCode", "amb imp")]
    [InlineData("code:below=http://terminology.hl7.org/CodeSystem/v3-ActCode|AMB", "amb")]
    [InlineData("code:above=http://terminology.hl7.org/CodeSystem/v3-ActCode|AMB", "abstract amb")]
    public async Task A_hierarchy_is_followed_where_the_code_system_is_here(string search, string expected)
    {
        foreach (var (id, code) in new[] { ("amb", "AMB"), ("imp", "IMP"), ("abstract", "_ActEncounterCode"), ("other", "FOOD") })
            await Put($$"""{"resourceType":"Basic","id":"{{id}}","code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"{{code}}"}]} }""");
        Assert.Equal(search.Contains("_Act") ? "abstract amb imp" : expected, await Set("Basic?" + search));
    }

    private async Task Conditions()
    {
        await Put("""{"resourceType":"Condition","id":"listed","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50.911"}]}}""");
        await Put("""{"resourceType":"Condition","id":"unknown","code":{"coding":[{"system":"http://snomed.info/sct","code":"1"}]}}""");
        await Put("""{"resourceType":"Condition","id":"other","code":{"coding":[{"system":"urn:other","code":"C50.911"}]}}""");
        await Put("""{"resourceType":"Condition","id":"none"}""");
        await Put("""{"resourceType":"Condition","id":"plain","code":{"coding":[{"code":"C50.911"}]}}""");
    }
}
