namespace Tessera.Store.Tests;

public sealed class CompositeSearchTests(BuiltInDefinitions builtIn) : StoreTest(builtIn)
{
    [Theory]
    [InlineData("component-code-value-quantity=8480-6$gt150", "high")]
    [InlineData("component-code-value-quantity=8462-4$gt150", "odd")]
    [InlineData("component-code-value-quantity=http://loinc.org|8480-6$gt150||mm[Hg]", "high")]
    [InlineData("component-code-value-quantity=8480-6$lt100,8462-4$gt150", "odd")]
    [InlineData("combo-code-value-quantity=8480-6$gt150", "high single")]
    [InlineData("code-value-quantity=8480-6$gt150", "single")]
    [InlineData("code-value-quantity=8480-6$gt150&status=final", "single")]
    [InlineData("code-value-quantity=8480-6$gt15|http://unitsofmeasure.org|cm[Hg]", "single")]
    public async Task Both_parts_come_from_the_same_element(string search, string expected)
    {
        await Put(Pressure("high", 180, 70));
        await Put(Pressure("odd", 90, 170));
        await Put(Pressure("low", 100, 60));
        await Put("""{"resourceType":"Observation","id":"single","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":181,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}""");
        Assert.Equal(expected, await Set("Observation?" + search));
    }

    [Theory]
    [InlineData("characteristic-value=gender$female", "a")]
    [InlineData("characteristic-value=site$female", "")]
    [InlineData("characteristic-value=gender$female,gender$male", "a b")]
    public async Task Characteristics_of_groups(string search, string expected)
    {
        await Put("""{"resourceType":"Group","id":"a","characteristic":[{"code":{"coding":[{"code":"gender"}]},"valueCodeableConcept":{"coding":[{"code":"female"}]}},{"code":{"coding":[{"code":"site"}]},"valueCodeableConcept":{"coding":[{"code":"breast"}]}}]}""");
        await Put("""{"resourceType":"Group","id":"b","characteristic":[{"code":{"coding":[{"code":"gender"}]},"valueCodeableConcept":{"coding":[{"code":"male"}]}}]}""");
        Assert.Equal(expected, await Set("Group?" + search));
    }

    [Theory]
    [InlineData("MolecularSequence?chromosome-variant-coordinate=1$ge5$le20", "m")]
    [InlineData("MolecularSequence?chromosome-variant-coordinate=2$ge5$le20", "")]
    [InlineData("MolecularSequence?chromosome-variant-coordinate=1$ge15$le20", "")]
    [InlineData("MolecularSequence?chromosome-window-coordinate=1$ge1$lt100", "m")]
    [InlineData("DocumentReference?relationship=replaces$DocumentReference/old", "d")]
    [InlineData("DocumentReference?relationship=appends$DocumentReference/old", "")]
    [InlineData("Questionnaire?context-type-value=focus$C50", "q")]
    [InlineData("Questionnaire?context-type-quantity=age$gt50", "q")]
    [InlineData("Questionnaire?context-type-quantity=focus$gt50", "")]
    public async Task Other_composites(string search, string expected)
    {
        await Put("""{"resourceType":"MolecularSequence","id":"m","coordinateSystem":0,"referenceSeq":{"chromosome":{"coding":[{"code":"1"}]},"windowStart":1,"windowEnd":50},"variant":[{"start":6,"end":19},{"start":30,"end":31}]}""");
        await Put("""{"resourceType":"DocumentReference","id":"d","relatesTo":[{"code":"replaces","target":{"reference":"DocumentReference/old"}},{"code":"appends","target":{"reference":"DocumentReference/other"}}]}""");
        await Put("""{"resourceType":"Questionnaire","id":"q","useContext":[{"code":{"code":"focus"},"valueCodeableConcept":{"coding":[{"code":"C50"}]}},{"code":{"code":"age"},"valueQuantity":{"value":60}}]}""");
        Assert.Equal(expected, await Set(search));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_decided_in_the_resource_is_decided_as_in_the_index(int seed)
    {
        var random = new Random(seed);
        string[] units = ["mg", "g", "kg", "[lb_av]", "mL", "Cel"];
        string[] prefixes = ["", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];
        for (var i = 0; i < 60; i++)
        {
            var comparator = random.Next(5) == 0 ? $"\"comparator\":\"{new[] { "<", ">" }[random.Next(2)]}\"," : "";
            await Put($$$"""{"resourceType":"Observation","id":"o{{{i}}}","code":{"coding":[{"code":"c{{{random.Next(2)}}}"}]},"valueQuantity":{ {{{comparator}}}"value":{{{Value()}}},"system":"http://unitsofmeasure.org","code":"{{{units[random.Next(units.Length)]}}}"} }""");
        }
        for (var i = 0; i < 100; i++)
        {
            var quantity = prefixes[random.Next(prefixes.Length)] + Value() + (random.Next(3) == 0 ? "" : "|http://unitsofmeasure.org|" + units[random.Next(units.Length)]);
            Assert.Equal(await Set($"Observation?code=c1&value-quantity={quantity}&_count=100"), await Set($"Observation?combo-code-value-quantity=c1${quantity}&_count=100"));
        }

        string Value() => new[] { "1", "1.0", "2.5", "1000", "1e3", "2500", "0.001", "36.6", "0" }[random.Next(9)];
    }

    private static string Pressure(string id, int systolic, int diastolic) => $$$"""
        {"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},
         "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":{{{systolic}}},"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},
                      {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":{{{diastolic}}},"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}]}
        """;
}
