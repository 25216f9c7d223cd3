using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;

namespace Tessera.Bench;

/// <summary>FHIRPath over parsed documents, beside the same navigation written by hand over the tape.</summary>
public static class PathBenchmark
{
    private const int Batch = 2000;

    public static async Task Run(Report report)
    {
        var definitions = FhirDefinitions.OpenBuiltIn();
        var observation = McodeExamples.Documents(definitions).Where(document => document.ResourceType == "Observation").MaxBy(document => document.NodeCount)!;
        var loinc = FhirDocument.Parse(
            """{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"},{"system":"http://loinc.org","code":"3141-9"},{"system":"http://snomed.info/sct","code":"27113001"},{"system":"http://acme.org","code":"body-weight"}]}}""",
            definitions.Names);
        var observations = McodeExamples.Documents(definitions).Where(document => document.ResourceType == "Observation").ToArray();
        var many = Varied.Documents(definitions).Where(document => document.ResourceType == "Observation").ToArray();
        const string Codes = "code.coding.where(system='http://loinc.org').code";
        var codes = Compiled(definitions, Codes);
        Report.Figure($"written by hand, over the {observations.Length} mCODE Observations", Clock.BestPerSecond(() => ByHand(observations, definitions.Names)), "evaluations/s");
        report.AtLeast(Codes, Clock.BestPerSecond(() => Evaluate(codes, observations)), 8_000_000, "evaluations/s");
        Report.Figure($"… over {many.Length:N0} of them, more than the cache holds", Clock.BestPerSecond(() => Evaluate(codes, many)), "evaluations/s");
        Report.Figure("… on one Observation with four codings", Rate(definitions, Codes, loinc), "evaluations/s");
        Report.Figure("nodes of the largest mCODE Observation", observation.NodeCount, "nodes");
        report.AtLeast("descendants().count() on it", Rate(definitions, "descendants().count()", observation), 1_000_000, "evaluations/s");
        foreach (var (name, text) in Invariants)
        {
            Report.Figure($"{name} on it", Truths(definitions, text, observation), "evaluations/s");
        }
        report.AtMost("bytes allocated by an evaluation", Allocated(definitions, "code.coding.where(system='http://loinc.org').code", loinc), 0, "bytes");
        Report.Figure("expressions compiled", Clock.BestPerSecond(() => Compile(definitions)), "expressions/s");
        Resolving(report, definitions);
        await Peers.Print("path", "evaluations/s");
    }

    private static (string Name, string Text)[] Invariants =>
    [
        ("ele-1", "hasValue() or (children().count() > id.count())"),
        ("dom-4", "contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()"),
        ("obs-6", "dataAbsentReason.empty() or value.empty()"),
        ("obs-7", "value.empty() or component.code.where(coding.intersect(%resource.code.coding).exists()).empty()"),
        ("us-core-2", "(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())"),
    ];

    private static FhirPathExpression Compiled(FhirDefinitions definitions, string text) =>
        FhirPathExpression.TryCompile(text, definitions, "Observation", out var expression, out var issue) ? expression : throw new InvalidOperationException(issue.Message);

    private static double Rate(FhirDefinitions definitions, string text, FhirDocument document)
    {
        var expression = Compiled(definitions, text);
        return Clock.BestPerSecond(() => Evaluate(expression, document));
    }

    private static int Evaluate(FhirPathExpression expression, FhirDocument document)
    {
        for (var i = 0; i < Batch; i++)
        {
            using var result = expression.Evaluate(document.Root);
            if (result.Count == 0) throw new InvalidOperationException("the benchmark's expression has no result");
        }
        return Batch;
    }

    /// <summary>resolve() on all references of a Bundle: ten times the entries must take about ten times as long, not a hundred times.</summary>
    private static void Resolving(Report report, FhirDefinitions definitions)
    {
        if (!FhirPathExpression.TryCompile("entry.resource.subject.resolve().id.count()", definitions, "Bundle", out var expression, out var issue)) throw new InvalidOperationException(issue.Message);
        var rates = new double[2];
        foreach (var (at, entries) in new[] { (0, 10_000), (1, 100_000) })
        {
            var bundle = ValidateBenchmark.Bundle(entries);
            rates[at] = Clock.BestPerSecond(() =>
            {
                // A new document each time: its index is made once for a document, and that is part of the work.
                using var result = expression.Evaluate(FhirDocument.Parse(bundle, definitions.Names).Root);
                return result.Count;
            });
        }
        report.AtMost("resolve() in 100,000 entries, times that in 10,000", rates[0] / rates[1], 20, "");
    }

    private static int Evaluate(FhirPathExpression expression, FhirDocument[] documents)
    {
        foreach (var document in documents)
        {
            using var result = expression.Evaluate(document.Root);
            if (!result.IsSuccess) throw new InvalidOperationException(result.Issue.Message);
        }
        return documents.Length;
    }

    private static double Truths(FhirDefinitions definitions, string text, FhirDocument document)
    {
        var expression = Compiled(definitions, text);
        return Clock.BestPerSecond(() =>
        {
            for (var i = 0; i < Batch; i++) expression.EvaluateBoolean(document.Root);
            return Batch;
        });
    }

    private static double Allocated(FhirDefinitions definitions, string text, FhirDocument document)
    {
        var expression = Compiled(definitions, text);
        Evaluate(expression, document);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Evaluate(expression, document);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Batch;
    }

    private static int ByHand(FhirDocument[] documents, NameTable names)
    {
        var (code, coding, system) = (names.Find("code"), names.Find("coding"), names.Find("system"));
        var found = 0;
        foreach (var document in documents)
            foreach (var item in document.Root[code][coding].Items)
                if (item[system].TextEquals("http://loinc.org"u8) && item[code].Exists) found++;
        return found > 0 ? documents.Length : 0;
    }

    private static int Compile(FhirDefinitions definitions)
    {
        foreach (var (_, text) in Invariants) Compiled(definitions, text);
        return Invariants.Length;
    }
}
