using Tessera.Centre.Import;
using Tessera.Fhir.Json;
using Tessera.Sources;

namespace Tessera.Centre;

public sealed class ProblemPlaceTests
{
    private static readonly ElementOrigin[] Origins =
    [
        new("code", "Condition.code.coding.code"), new("codeSystem", "Condition.code.coding.system"), new("bodySite", "Condition.bodySite.coding.code"),
        new("weight", "Condition.valueQuantity.value"), new("a", "Condition.extension.where(url='http://x.org/a').value"), new("b", "Condition.extension.where(url='http://x.org/b').value"),
    ];

    private static readonly ExtractedResource Resource = Make();

    [Theory]
    [InlineData("Condition.code.coding[0].code", "code")]
    [InlineData("Condition.code.coding[0].system", "codeSystem")]
    [InlineData("Condition.code", "code")]
    [InlineData("Condition.bodySite[0].coding[0]", "bodySite")]
    [InlineData("Condition.value.value", "weight")]
    [InlineData("Condition.extension[1]", "b")]
    [InlineData("Condition.extension[0].value", "a")]
    [InlineData("Condition.extension[7]", null)]
    [InlineData("Condition.subject", null)]
    [InlineData("Condition", null)]
    [InlineData("", null)]
    public void A_finding_is_taken_back_to_the_nearest_column(string expression, string? column) =>
        Assert.Equal(column, ProblemPlace.Column(expression, Resource));

    private static ExtractedResource Make()
    {
        var names = new NameTable(["resourceType", "extension", "url", "valueCode"]);
        var document = FhirDocument.Parse("""{"resourceType":"Condition","extension":[{"url":"http://x.org/a"},{"url":"http://x.org/b","valueCode":"z"}]}""", names);
        return new ExtractedResource("Condition", "1", document, "test@1", Origins);
    }
}
