using Tessera.Fhir.Definitions;
using Tessera.Fhir.Validation;

namespace Tessera.Bench;

/// <summary>Full validation of the mCODE examples, against the reader's own pass over the same bytes.</summary>
public static class ValidateBenchmark
{
    public static Task Run(Report report)
    {
        var definitions = FhirDefinitions.OpenBuiltIn();
        var validator = new FhirValidator(definitions);
        var files = McodeExamples.Bytes();
        var documents = McodeExamples.Documents(definitions);
        int ValidateAll()
        {
            foreach (var document in documents) validator.Validate(document);
            return documents.Count;
        }

        var floor = Clock.BestPerSecond(() => ParseBenchmark.ReadAll(files));
        var ours = Clock.BestPerSecond(ValidateAll);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ValidateAll();
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)documents.Count;
        Report.Figure("Utf8JsonReader over the bytes", floor, "resources/s");
        report.AtLeast("resources validated, one thread", ours, 20_000, "resources/s");
        Report.Figure("times the floor", floor / ours, "");
        report.AtMost("allocated for each", allocated, 4096, "bytes");
        return Task.CompletedTask;
    }
}
