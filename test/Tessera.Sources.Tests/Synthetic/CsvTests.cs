using Tessera.Fhir;
using Tessera.Fhir.Validation;
using Tessera.Sources.Mef;
using Tessera.Sources.Synthetic;

namespace Tessera.Sources.Tests.Synthetic;

public sealed class CsvTests(BuiltInDefinitions built)
{
    [Theory]
    [InlineData(SyntheticFlavour.UnitedStates)]
    [InlineData(SyntheticFlavour.Europe)]
    public void Only_planted_rows_are_refused_and_every_other_row_becomes_valid(SyntheticFlavour flavour)
    {
        using var folder = new SyntheticFolder();
        var summary = folder.Write(400, 21, SyntheticFormat.Csv, flavour);
        var planted = folder.Lines("planted-errors.csv").Skip(1).Select(line => line.Split(',')).Where(cells => cells[2].Length > 0).ToList();
        var refused = planted.Where(cells => cells[4] == "yes").Select(cells => $"{cells[2]} {cells[3]}").Order().ToList();
        var repeated = planted.Count(cells => cells[0] == "DuplicateRow");

        var outcomes = Read(folder);
        Assert.NotEmpty(refused);
        Assert.Equal(refused, outcomes.OfType<Quarantined>().Select(outcome => $"{outcome.Record.File} {outcome.Record.Row}").Order());
        Assert.Equal(repeated, outcomes.OfType<Ignored>().Count());
        // The list of record numbers is no record itself.
        Assert.Equal(summary.Counts.Where(file => file.Key != "patient-mrns.csv").Sum(file => file.Value), outcomes.Count);
        foreach (var resource in outcomes.OfType<Extracted>().SelectMany(outcome => outcome.Resources))
        {
            var result = built.Validator.Validate(resource.Document);
            Assert.True(result.Verdict != Verdict.Invalid, string.Join("\n", result.Issues.Where(issue => issue.Severity >= IssueSeverity.Error).Select(issue => $"{resource.Type} {issue}")));
        }
    }

    [Fact]
    public void Both_formats_tell_of_the_same_patients()
    {
        using var fhir = new SyntheticFolder();
        using var csv = new SyntheticFolder();
        var first = fhir.Write(200, 22);
        var second = csv.Write(200, 22, SyntheticFormat.Csv);
        Assert.Equal(first.Cancers, second.Cancers);
        Assert.Equal(first.Counts["Encounter"], second.Counts["encounter-information.csv"] - second.Errors.GetValueOrDefault("DuplicateRow"));
        Assert.Equal(first.Counts["MedicationAdministration"], second.Counts["cancer-related-medication-administration-information.csv"]);
        Assert.Equal(first.Counts["AdverseEvent"], second.Counts["ctc-adverse-event-information.csv"]);
        Assert.Equal(first.Calibration.Cycles, second.Calibration.Cycles);
    }

    private List<RecordOutcome> Read(SyntheticFolder folder)
    {
        Assert.True(MefSource.TryOpen(folder["mef-config.json"], built.Definitions, new ResourceIds(new byte[32]), out var source, out var issues), string.Join("\n", issues));
        Assert.Empty(issues);
        return source.Read(TestContext.Current.CancellationToken).ToList();
    }
}
