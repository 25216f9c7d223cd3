using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Bench;

/// <summary>Full validation of the mCODE examples, against the reader's own pass over the same bytes and another engine; a large Bundle.</summary>
public static class ValidateBenchmark
{
    public static async Task Run(Report report)
    {
        var definitions = FhirDefinitions.OpenBuiltIn();
        var validator = new FhirValidator(definitions);
        var files = Varied.Bytes();
        var documents = Varied.Documents(definitions);
        int ValidateAll()
        {
            foreach (var document in documents) validator.Validate(document);
            return documents.Count;
        }

        int ReadAndValidateAll()
        {
            foreach (var bytes in files) validator.Validate(FhirDocument.Parse(bytes, definitions.Names));
            return files.Count;
        }

        var floor = Clock.BestPerSecond(() => ParseBenchmark.ReadAll(files));
        var ours = Clock.BestPerSecond(ValidateAll, isLarge: true);
        var read = Clock.BestPerSecond(ReadAndValidateAll);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ValidateAll();
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)documents.Count;
        Report.Figure("Utf8JsonReader over the bytes", floor, "resources/s");
        report.AtLeast("resources validated, one thread", ours, 20_000, "resources/s");
        Report.Figure("times the floor", floor / ours, "");
        report.AtMost("allocated for each", allocated, 4096, "bytes");
        Report.Figure("bytes read and validated, one thread", read, "resources/s");
        await Peers.Print("validate", "resources/s");
        LargeBundle(report, definitions, validator);
    }

    /// <summary>A Bundle in which each Observation refers to a Patient of the same Bundle: ten times the entries must take about ten times as long;
    /// what looks at all entries for each reference takes a hundred times as long.</summary>
    private static void LargeBundle(Report report, FhirDefinitions definitions, FhirValidator validator)
    {
        var seconds = new double[2];
        foreach (var (at, entries) in new[] { (0, 10_000), (1, 100_000) })
        {
            var document = FhirDocument.Parse(Bundle(entries), definitions.Names);
            var best = double.MaxValue;
            for (var round = 0; round < 4; round++)
            {
                var start = TimeProvider.System.GetTimestamp();
                var result = validator.Validate(document);
                best = Math.Min(best, TimeProvider.System.GetElapsedTime(start).TotalSeconds);
                if (result.Verdict == Verdict.Invalid) throw new InvalidOperationException(result.Issues[0].Message);
            }
            seconds[at] = best;
        }
        Report.Figure("a Bundle of 100,000 entries with references", seconds[1], "s");
        report.AtMost("times that of 10,000 entries", seconds[1] / seconds[0], 20, "");
    }

    /// <summary>A Bundle of Observations and the Patients that they refer to.</summary>
    public static byte[] Bundle(int entries)
    {
        var text = new StringBuilder("""{"resourceType":"Bundle","type":"collection","entry":[""");
        for (var i = 0; i < entries; i++)
        {
            if (i > 0) text.Append(',');
            text.Append(i % 10 == 0
                ? $$$"""{"fullUrl":"http://example.org/fhir/Patient/p{{{i}}}","resource":{"resourceType":"Patient","id":"p{{{i}}}","gender":"female","birthDate":"19{{{i % 90 + 10}}}-02-03"}}"""
                : $$$"""{"fullUrl":"http://example.org/fhir/Observation/o{{{i}}}","resource":{"resourceType":"Observation","id":"o{{{i}}}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p{{{i / 10 * 10}}}"},"valueInteger":{{{i}}}}}""");
        }
        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}
