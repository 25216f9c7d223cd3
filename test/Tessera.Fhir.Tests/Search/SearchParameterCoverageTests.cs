using Tessera.Fhir.Search;

namespace Tessera.Fhir.Tests.Search;

public sealed class SearchParameterCoverageTests(BuiltInDefinitions builtIn, ITestOutputHelper output)
{

    // Everything that cannot be searched by, with the reason.
    private static readonly Dictionary<string, string> NotSupported = new()
    {
        ["_query"] = "names a search that a server has made up; this one has none",
        // Of the package of extensions, which also serves later versions of FHIR.
        ["workflow-barrierCode"] = "reads a CodeableReference, a type of R5",
        ["workflow-protectiveFactorCode"] = "reads a CodeableReference, a type of R5",
    };

    [Fact]
    public void Every_parameter_of_every_type_is_supported_or_stands_in_the_list()
    {
        var parameters = new SearchParameters(builtIn.Definitions);
        var all = parameters.ResourceTypes.SelectMany(parameters.Of).ToList();
        var refused = all.Where(parameter => !parameter.IsSupported).ToList();
        output.WriteLine($"{parameters.ResourceTypes.Count} types, {all.Count} parameters, {refused.Count} not supported: {string.Join(", ", refused.Select(parameter => parameter.Code).Distinct())}");
        Assert.InRange(parameters.ResourceTypes.Count, 145, 150);
        Assert.InRange(all.Count, 2500, 4000);
        Assert.Empty(refused.Where(parameter => !NotSupported.ContainsKey(parameter.Code)).Select(parameter => $"{parameter} ({parameter.Url}) {parameter.Problem?.Message}"));
    }
}
