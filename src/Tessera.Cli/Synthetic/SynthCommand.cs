using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Tessera.Cli.Terminal;
using Tessera.Sources.Synthetic;

namespace Tessera.Cli.Synthetic;

/// <summary><c>synth</c>: a cancer centre that does not exist, as FHIR or as CSV.</summary>
internal sealed class SynthCommand(CommandTerminal terminal)
{
    private readonly Option<long> patients = new("--patients") { HelpName = "N", Description = "Number of patients", Required = true };
    private readonly Option<long> seed = new("--seed") { HelpName = "S", Description = "The same seed gives the same bytes (default 1)", DefaultValueFactory = _ => 1 };
    private readonly Option<string> output = new("--out") { HelpName = "DIR", Description = "Write the files there", Required = true };
    private readonly Option<string> format = Choice("--format", "fhir: <Type>.ndjson (default); csv: the layouts of the mCODE Extraction Framework with a configuration; european: semicolons, decimal commas, German headings, ICD-10 and ATC, with a mapping", "fhir", "csv", "european");
    private readonly Option<string> flavour = Choice("--flavour", "us (default; eu for european) or eu: names, addresses, code systems", "us", "eu");
    private readonly Option<bool> json = CommonOptions.Json();

    public static Command Build(CommandTerminal terminal) => new SynthCommand(terminal).Build();

    private Command Build()
    {
        var command = new Command("synth", "Make synthetic patients whose stories an oncologist could believe") { patients, seed, output, format, flavour, json };
        patients.Validators.Add(result => AtLeast(result, 1));
        seed.Validators.Add(result => AtLeast(result, 0));
        command.SetAction((parse, cancel) => Task.FromResult((int)Run(parse, cancel)));
        return command;
    }

    private static void AtLeast(OptionResult result, long least)
    {
        if (!long.TryParse(result.Tokens.Count > 0 ? result.Tokens[0].Value : "1", NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least)
            result.AddError($"{result.Option.Name} takes a whole number from {least}");
    }

    private static Option<string> Choice(string name, string about, params string[] choices)
    {
        var option = new Option<string>(name) { Description = about, DefaultValueFactory = _ => choices[0] };
        option.AcceptOnlyFromAmong(choices);
        return option;
    }

    private ExitCode Run(ParseResult parse, CancellationToken cancel)
    {
        var layout = parse.GetValue(format) switch { "csv" => SyntheticFormat.Csv, "european" => SyntheticFormat.European, _ => SyntheticFormat.Fhir };
        var kind = parse.GetValue(flavour) == "eu" || (layout == SyntheticFormat.European && parse.GetResult(flavour) is not { Implicit: false }) ? SyntheticFlavour.Europe : SyntheticFlavour.UnitedStates;
        var centre = new SyntheticCentre(parse.GetValue(patients), parse.GetValue(seed), kind);
        var started = TimeProvider.System.GetTimestamp();
        SyntheticSummary summary;
        try
        {
            using var progress = new ProgressLine(terminal, "patients written");
            summary = centre.Write(parse.GetValue(output)!, layout, progress.Show, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(ExitCode.Unreadable, failure.Message, "Choose another folder with --out DIR.");
        }

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Tell(summary, seconds);
        if (parse.GetValue(json)) terminal.WriteJson(writer => Write(writer, summary, seconds));
        return ExitCode.Ok;
    }

    private void Tell(SyntheticSummary summary, double seconds)
    {
        terminal.Say($"{summary.Patients:N0} patients ({string.Join(", ", summary.Cancers.Select(cancer => $"{cancer.Key} {cancer.Value:N0}"))}), {summary.Treated:N0} treated");
        terminal.Say($"{summary.Counts.Values.Sum():N0} {(summary.Counts.Keys.Any(name => name.EndsWith(".csv", StringComparison.Ordinal)) ? "rows" : "resources")}, {summary.Bytes / 1_000_000.0:N1} MB, {seconds:0.0} s; {summary.Errors.Values.Sum():N0} errors planted");
        var calibration = summary.Calibration;
        terminal.Say($"Per patient with systemic treatment ({calibration.Patients:N0})   here   published (Simulacrum 1.2)");
        terminal.Say($"  regimens         {calibration.Regimens,6:0.00}   {Calibration.PublishedRegimens,6:0.00}");
        terminal.Say($"  cycles           {calibration.Cycles,6:0.00}   {Calibration.PublishedCycles,6:0.00}");
        terminal.Say($"  administrations  {calibration.Administrations,6:0.0}   {Calibration.PublishedAdministrations,6:0.0}");
    }

    private static void Write(Utf8JsonWriter writer, SyntheticSummary summary, double seconds)
    {
        writer.WriteStartObject();
        writer.WriteNumber("patients", summary.Patients);
        writer.WriteNumber("treated", summary.Treated);
        WriteCounts(writer, "cancers", summary.Cancers);
        WriteCounts(writer, "files", summary.Counts);
        WriteCounts(writer, "errors", summary.Errors);
        writer.WriteStartObject("calibration");
        writer.WriteNumber("patients", summary.Calibration.Patients);
        WriteRatio(writer, "regimens", summary.Calibration.Regimens, Calibration.PublishedRegimens);
        WriteRatio(writer, "cycles", summary.Calibration.Cycles, Calibration.PublishedCycles);
        WriteRatio(writer, "administrations", summary.Calibration.Administrations, Calibration.PublishedAdministrations);
        writer.WriteEndObject();
        writer.WriteNumber("bytes", summary.Bytes);
        writer.WriteNumber("seconds", Math.Round(seconds, 3));
        writer.WriteEndObject();
    }

    private static void WriteRatio(Utf8JsonWriter writer, string name, double here, double published)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("here", Math.Round(here, 3));
        writer.WriteNumber("published", published);
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, long> counts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteNumber(key, count);
        writer.WriteEndObject();
    }
}
