using Tessera.Conformance.Mcode;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Validation;

namespace Tessera.Bench;

/// <summary>How long inputs take that nobody should send, read and validated, and what memory they leave behind.</summary>
public static class HostileBenchmark
{
    // A server that is attacked has run for a while: the first rounds run code that is compiled in haste.
    private const int Rounds = 4;

    public static Task Run(Report report)
    {
        var definitions = FhirDefinitions.OpenBuiltIn();
        var validator = new FhirValidator(definitions);
        foreach (var document in McodeExamples.Documents(definitions)) validator.Validate(document);
        foreach (var make in HostileInputs.All.Values) Outcome(validator, make());
        var before = Memory();
        foreach (var (kind, make) in HostileInputs.All)
        {
            var bytes = make();
            var best = double.MaxValue;
            for (var round = 0; round < Rounds; round++)
            {
                var start = TimeProvider.System.GetTimestamp();
                Outcome(validator, bytes);
                best = Math.Min(best, TimeProvider.System.GetElapsedTime(start).TotalSeconds);
            }
            report.AtMost(kind, best, 1, "s");
        }
        Expression(report, definitions);
        report.AtMost("memory that they leave behind", (Memory() - before) / 1024.0 / 1024, 16, "MiB");
        return Task.CompletedTask;
    }

    private static void Expression(Report report, FhirDefinitions definitions)
    {
        var patient = FhirDocument.Parse($$"""{"resourceType":"Patient","id":"{{new string('a', 60)}}!"}""", definitions.Names);
        if (!FhirPathExpression.TryCompile("id.matches('(a+)+$')", definitions, "Patient", out var expression, out _)) throw new InvalidOperationException("the expression is one");
        var start = TimeProvider.System.GetTimestamp();
        using var result = expression.Evaluate(patient.Root);
        report.AtMost("matches('(a+)+$')", TimeProvider.System.GetElapsedTime(start).TotalSeconds, 1, "s");
    }

    private static int Outcome(FhirValidator validator, byte[] bytes) =>
        FhirDocument.TryParse(bytes, validator.Definitions.Names, out var document, out _) ? validator.Validate(document).Issues.Count : 1;

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
