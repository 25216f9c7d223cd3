using Tessera.Fhir.Definitions;
using System.Text;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Web.Tests;

public sealed class CapabilityTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_statement_is_valid_FHIR()
    {
        var answer = await server.Get("/fhir/metadata");
        Assert.Equal(200, answer.Status);
        var result = new FhirValidator(server.Definitions).Validate(FhirDocument.Parse(Encoding.UTF8.GetBytes(answer.Body), server.Definitions.Names));
        Assert.DoesNotContain(result.Issues, issue => issue.Severity >= IssueSeverity.Error);
    }

    [Fact]
    public async Task It_names_the_mCODE_profiles_the_operation_and_what_it_instantiates()
    {
        var statement = (await server.Get("/fhir/metadata")).Json;
        Assert.Contains(statement.GetProperty("instantiates").EnumerateArray(), url => url.GetString()!.EndsWith("mcode-sender-patient-bundle", StringComparison.Ordinal));
        var resources = statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().ToDictionary(resource => resource.GetProperty("type").GetString()!);
        Assert.Contains(resources["Patient"].GetProperty("supportedProfile").EnumerateArray(), url => url.GetString() == "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient");
        Assert.Contains(resources["Condition"].GetProperty("supportedProfile").EnumerateArray(), url => url.GetString() == "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition");
        Assert.Equal(
            ["everything", "mcode-everything", "validate", "meta", "meta-add", "meta-delete"],
            resources["Patient"].GetProperty("operation").EnumerateArray().Select(operation => operation.GetProperty("name").GetString()));
        Assert.Contains(statement.GetProperty("instantiates").EnumerateArray(), url => url.GetString()!.EndsWith("us-core-server", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_search_parameter_that_it_names_is_accepted()
    {
        var statement = (await server.Get("/fhir/metadata")).Json;
        var refused = new List<string>();
        foreach (var resource in statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().Where(resource => resource.GetProperty("type").GetString() is "Patient" or "Condition" or "Observation"))
        foreach (var parameter in resource.GetProperty("searchParam").EnumerateArray())
        {
            var (type, name) = (resource.GetProperty("type").GetString(), parameter.GetProperty("name").GetString());
            var value = Sample(parameter.GetProperty("type").GetString()!, parameter.GetProperty("definition").GetString()!);
            var answer = await server.Get($"/fhir/{type}?{name}={value}");
            if (answer.Status != 200) refused.Add($"{type}.{name}: {answer.Body}");
        }

        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }

    private string Sample(string type, string definition) => type switch
    {
        "date" => "2020-01-01",
        "number" or "quantity" => "5",
        "reference" => "Patient/x",
        "composite" => string.Join('$', Definition(definition).Components.Select(component => Sample(Definition(component.Definition).Type, component.Definition))),
        _ => "x",
    };

    private SearchParameterDefinition Definition(string url) => server.Definitions.SearchParameters.First(definition => definition.Url == url);
}
