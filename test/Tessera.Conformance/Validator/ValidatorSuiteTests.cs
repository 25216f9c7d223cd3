using Tessera.Fhir.Definitions;

namespace Tessera.Conformance.Validator;

/// <summary>HL7's validator suite (fhir-test-cases), its cases for R4 that are not about questionnaires.</summary>
public sealed class ValidatorSuiteTests(BuiltInDefinitions fixture, ITestOutputHelper output)
{
    private readonly FhirDefinitions definitions = fixture.Definitions;

    [Fact]
    public void Probe()
    {
        var folder = SharedSuites.Require("validator-r4");
        var layers = Directory.CreateTempSubdirectory("tessera-conformance-");
        var runner = new SuiteRunner(definitions, folder, layers.FullName);
        foreach (var isJson in new[] { true, false })
        {
            int agreed = 0, all = 0;
            foreach (var test in SuiteCase.ReadAll(folder).Where(test => test.IsJson == isJson && test.Module != "questionnaire" && runner.Find(test.File) is not null && (test.Profile is null || runner.Find(test.Profile) is not null)))
            {
                all++;
                var runs = runner.Run(test);
                if (runs.All(run => run.Agrees)) { agreed++; continue; }
                output.WriteLine($"## {test.Name} {(isJson ? "" : "XML ")}{(test.Supporting.Count > 0 ? "+S" : "")}");
                foreach (var run in runs.Where(run => !run.Agrees)) output.WriteLine(run.Show());
            }
            output.WriteLine($"=== {agreed} of {all}");
        }
        layers.Delete(true);
    }
}
