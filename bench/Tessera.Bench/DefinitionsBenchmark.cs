using System.Diagnostics;
using System.Globalization;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation;

namespace Tessera.Bench;

/// <summary>From nothing to the first validated resource, in a fresh process.</summary>
public static class DefinitionsBenchmark
{
    private const string Patient = """{"resourceType":"Patient","meta":{"profile":["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-cancer-patient"]}}""";

    public static async Task Run(Report report)
    {
        var runs = new List<double[]>();
        for (var i = 0; i < 7; i++) runs.Add(await ChildProcess.Numbers("definitions"));
        report.AtMost("definitions ready (median of 7 processes)", Median(runs, 0), 150, "ms");
        Report.Figure("first resource validated after that", Median(runs, 1), "ms");
        report.AtMost("RssAnon then", Median(runs, 2), 100, "MiB");
    }

    public static Task Child(string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        var definitions = FhirDefinitions.OpenBuiltIn();
        var ready = clock.Elapsed;
        new FhirValidator(definitions).Validate(FhirDocument.Parse(Patient, definitions.Names));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ready.TotalMilliseconds} {(clock.Elapsed - ready).TotalMilliseconds} {ChildProcess.RssAnon()}"));
        return Task.CompletedTask;
    }

    private static double Median(List<double[]> runs, int column) => runs.Select(run => run[column]).Order().ElementAt(runs.Count / 2);
}
