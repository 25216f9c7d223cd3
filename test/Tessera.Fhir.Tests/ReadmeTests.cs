using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Validation;

namespace Tessera.Fhir.Tests;

/// <summary>The examples of the library's README, as they stand there: they compile and do what it says.</summary>
public sealed class ReadmeTests
{
    private const string Patient = """{"resourceType":"Patient","name":[{"family":"Example"}],"birthDate":"1970-02-30"}""";

    private const string Observation = """{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"1-2"}]}}""";

    private static readonly FhirDefinitions Shared = FhirDefinitions.OpenBuiltIn();

    [Fact]
    public void Validating()
    {
        var bytes = Encoding.UTF8.GetBytes(Patient);
        Assert.Equal("Invalid", Example());

        string Example()
        {
            // begin
            var definitions = FhirDefinitions.OpenBuiltIn();
            var validator = new FhirValidator(definitions);

            if (!FhirDocument.TryParse(bytes, definitions.Names, out var document, out var problem)) return problem.Message;
            var result = validator.Validate(document);
            foreach (var issue in result.Issues) Console.WriteLine($"{issue.Line}:{issue.Column} {issue.Expression}: {issue.Message} {issue.Fix}");
            return result.Verdict.ToString();
            // end
        }
    }

    [Fact]
    public void Adding_a_package()
    {
        var (definitions, bytes) = (Shared, Encoding.UTF8.GetBytes(Patient));
        Assert.NotEmpty(Example());

        string Example()
        {
            // begin
            if (!definitions.TryAddPackage("hl7.fhir.us.core-6.1.0.tgz", "layers", out var more, out var refused)) return refused.Message;
            var result = new FhirValidator(more).Validate(FhirDocument.Parse(bytes, more.Names), ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient"]);
            // end
            return result.Verdict.ToString();
        }
    }

    [Fact]
    public void Asking()
    {
        var (definitions, document) = (Shared, FhirDocument.Parse(Observation, Shared.Names));
        Assert.Equal("1", Example());

        string Example()
        {
            // begin
            if (!FhirPathExpression.TryCompile("code.coding.where(system = 'http://loinc.org').code", definitions, "Observation", out var path, out var fault)) return fault.Message;
            using var codes = path.Evaluate(document.Root);
            foreach (var code in codes) Console.WriteLine(code);
            // end
            return $"{codes.Count}";
        }
    }

    [Fact]
    public void Reading_and_changing()
    {
        var document = FhirDocument.Parse(Patient, Shared.Names);
        Assert.Equal("Example 1970-02", Example());

        string Example()
        {
            // begin
            var family = document.Root["name"].Items.First["family"].ToText();
            if (!DocumentEdit.Replace(document.Root["birthDate"], "\"1970-02\""u8).TryApply(out var edited, out var undo, out var why)) return why.Message;
            // end
            return undo is null ? "" : $"{family} {edited.Root.Text("birthDate")}";
        }
    }

    [Fact]
    public void The_README_shows_exactly_these_examples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent!;
        var readme = File.ReadAllText(System.IO.Path.Combine(folder.FullName, "src", "Tessera.Fhir", "README.md"));
        var tests = File.ReadAllText(System.IO.Path.Combine(folder.FullName, "test", "Tessera.Fhir.Tests", "ReadmeTests.cs"));
        Assert.Equal(Blocks(readme, "```csharp\n", "```"), Blocks(tests, "            // begin\n", "            // end"));
    }

    private static List<string> Blocks(string text, string start, string end) => text.Split(start).Skip(1)
        .Select(block => string.Join('\n', block[..block.IndexOf(end, StringComparison.Ordinal)].Split('\n').Select(line => line.Trim())).Trim()).ToList();
}
