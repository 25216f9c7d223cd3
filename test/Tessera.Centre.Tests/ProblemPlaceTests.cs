using Tessera.Centre.Import;
using Tessera.Sources;

namespace Tessera.Centre;

public sealed class ProblemPlaceTests
{
    private static readonly ElementOrigin[] Origins =
    [
        new("code", "Condition.code.coding.code"), new("codeSystem", "Condition.code.coding.system"), new("bodySite", "Condition.bodySite.coding.code"),
        new("weight", "Condition.valueQuantity.value"),
    ];

    [Theory]
    [InlineData("Condition.code.coding[0].code", "code")]
    [InlineData("Condition.code.coding[0].system", "codeSystem")]
    [InlineData("Condition.code", "code")]
    [InlineData("Condition.bodySite[0].coding[0]", "bodySite")]
    [InlineData("Condition.value.value", "weight")]
    [InlineData("Condition.subject", null)]
    [InlineData("Condition", null)]
    [InlineData("", null)]
    public void A_finding_is_taken_back_to_the_nearest_column(string expression, string? column) =>
        Assert.Equal(column, ProblemPlace.Column(expression, Origins));
}
