using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;

namespace Tessera.Bench;

/// <summary>Reading documents, against the floor: the reader's own pass over the bytes.</summary>
public static class ParseBenchmark
{
    public static Task Run(Report report)
    {
        var names = FhirDefinitions.OpenBuiltIn().Names;
        var files = McodeExamples.Bytes();
        var floor = Clock.BestPerSecond(() => ReadAll(files));
        var ours = Clock.BestPerSecond(() =>
        {
            foreach (var file in files) FhirDocument.TryParse(file, names, out _, out _);
            return files.Count;
        });
        Report.Figure("Utf8JsonReader over the bytes", floor, "documents/s");
        Report.Figure("documents read", ours, "documents/s");
        report.AtMost("times the floor", floor / ours, 2.5, "");
        return Task.CompletedTask;
    }

    /// <summary>One pass of the reader over each file.</summary>
    public static int ReadAll(IReadOnlyList<byte[]> files)
    {
        foreach (var file in files)
        {
            var reader = new Utf8JsonReader(file);
            while (reader.Read())
            {
            }
        }
        return files.Count;
    }
}
