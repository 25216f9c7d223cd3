using System.Formats.Tar;
using System.IO.Compression;
using Tessera.Fhir;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Conformance.UsCore;

/// <summary>The examples that the US Core 6.1.0 package ships.</summary>
public sealed class UsCoreExampleTests(BuiltInDefinitions fixture, ITestOutputHelper output)
{
    // Addresses that disagree with the id of the resource (https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.fullUrl).
    private static readonly string[] Faults =
    [
        "package/example/Bundle-66c8856b-ba11-4876-8aa8-467aad8c11a2.json Bundle.entry[2].fullUrl",
        "package/example/Bundle-docref-example-2.json Bundle.entry[2].fullUrl",
    ];

    [Fact]
    public void The_examples_of_the_package_are_without_error_but_two_real_ones()
    {
        var package = Path.Combine(SharedSuites.Require("us-core-6.1.0"), "hl7.fhir.us.core-6.1.0.tgz");
        var layers = Directory.CreateTempSubdirectory("tessera-conformance-");
        try
        {
            Assert.True(fixture.Definitions.TryAddPackage(package, layers.FullName, out var definitions, out var issue), issue?.Message);
            var validator = new FhirValidator(definitions);
            var results = Examples(package).Select(example => (example.Name, Result: validator.Validate(FhirDocument.Parse(example.Json, definitions.Names)))).ToList();
            foreach (var verdict in results.GroupBy(pair => pair.Result.Verdict)) output.WriteLine($"{verdict.Key}: {verdict.Count()}");
            Assert.NotEmpty(results);
            Assert.Equal(Faults, results.SelectMany(pair => pair.Result.Issues.Where(found => found.Severity >= IssueSeverity.Error).Select(found => $"{pair.Name} {found.Expression}")).Order(StringComparer.Ordinal));
        }
        finally
        {
            layers.Delete(recursive: true);
        }
    }

    private static IEnumerable<(string Name, byte[] Json)> Examples(string package)
    {
        using var file = File.OpenRead(package);
        using var reader = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        while (reader.GetNextEntry() is { } entry)
        {
            if (!entry.Name.StartsWith("package/example/", StringComparison.Ordinal) || !entry.Name.EndsWith(".json", StringComparison.Ordinal) || Path.GetFileName(entry.Name).StartsWith('.')) continue;
            using var content = new MemoryStream();
            entry.DataStream!.CopyTo(content);
            yield return (entry.Name, content.ToArray());
        }
    }
}
