namespace Tessera.Store.Tests;

public sealed class SpecialSearchTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData("_content=metastasis", "note")]
    [InlineData("_content=Metastasis liver", "note")]
    [InlineData("_content=liver brain", "")]
    [InlineData("_content=liver,mammography", "narrative note")]
    [InlineData("_content=muller", "name")]
    [InlineData("_content=div", "")]
    [InlineData("_text=mammography", "narrative")]
    [InlineData("_text=metastasis", "")]
    [InlineData("_text=mammo", "")]
    [InlineData("_content=liver&status=final", "note")]
    [InlineData("_content=liver&status=amended", "")]
    public async Task Words_are_found_in_the_narrative_and_in_all_texts(string search, string expected)
    {
        await Put("""{"resourceType":"Observation","id":"note","status":"final","note":[{"text":"New metastasis, liver (4 cm)"}]}""");
        await Put("""{"resourceType":"Observation","id":"narrative","status":"final","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Mammography</p></div>"}}""");
        await Put("""{"resourceType":"Observation","id":"name","status":"final","performer":[{"display":"Dr. Müller"}]}""");
        Assert.Equal(expected, await Set("Observation?" + search));
    }

    [Fact]
    public async Task The_members_of_a_list_are_found_by_it()
    {
        foreach (var id in new[] { "a", "b", "c" }) await Put($$"""{"resourceType":"Patient","id":"{{id}}","active":true}""");
        await Put("""{"resourceType":"List","id":"board","status":"current","mode":"working","entry":[{"item":{"reference":"Patient/a"}},{"item":{"reference":"Patient/c"}},{"item":{"reference":"Observation/x"}}]}""");
        Assert.Equal("a c", await Set("Patient?_list=board"));
        Assert.Equal("a", await Set("Patient?_list=board&_id=a,b"));
        Assert.Equal("", await Set("Patient?_list=nobody"));
    }

    [Theory]
    [InlineData("near=52.52|13.405|10|km", "charite")]
    [InlineData("near=52.52|13.405|10000|m", "charite")]
    [InlineData("near=52.52|13.405", "charite")]
    [InlineData("near=52.52|13.405|600|km", "charite dkfz")]
    [InlineData("near=0|0|1|km", "")]
    public async Task Locations_are_found_by_their_distance(string search, string expected)
    {
        await Put("""{"resourceType":"Location","id":"charite","position":{"latitude":52.526,"longitude":13.376}}""");
        await Put("""{"resourceType":"Location","id":"dkfz","position":{"latitude":49.4144,"longitude":8.6724}}""");
        await Put("""{"resourceType":"Location","id":"nowhere"}""");
        Assert.Equal(expected, await Set("Location?" + search));
    }

    [Theory]
    [InlineData("5.4|http://unitsofmeasure.org|g", "mg g")]
    [InlineData("5400|http://unitsofmeasure.org|mg", "mg g")]
    [InlineData("gt5.4|http://unitsofmeasure.org|g", "kg")]
    [InlineData("ge5.4|http://unitsofmeasure.org|g", "mg g kg")]
    [InlineData("lt0.006|http://unitsofmeasure.org|kg", "mg g")]
    [InlineData("ap5|http://unitsofmeasure.org|g", "mg g")]
    [InlineData("5400", "mg text")]
    [InlineData("5400||mg", "mg text")]
    [InlineData("37|http://unitsofmeasure.org|Cel", "f")]
    [InlineData("5.4|http://unitsofmeasure.org|L", "")]
    public async Task Units_that_measure_the_same_are_compared(string value, string expected)
    {
        await Put(Quantity("mg", "5400", "mg"));
        await Put(Quantity("g", "5.40", "g"));
        await Put(Quantity("kg", "54", "kg"));
        await Put(Quantity("f", "98.6", "[degF]"));
        await Put("""{"resourceType":"Observation","id":"text","valueQuantity":{"value":5400,"unit":"mg"}}""");
        Assert.Equal(string.Join(' ', expected.Split(' ').Order(StringComparer.Ordinal)), await Set("Observation?value-quantity=" + value));
    }

    private static string Quantity(string id, string value, string code) =>
        $$"""{"resourceType":"Observation","id":"{{id}}","valueQuantity":{"value":{{value}},"system":"http://unitsofmeasure.org","code":"{{code}}"} }""";
}
