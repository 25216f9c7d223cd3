using Tessera.Centre.Quarantine;

namespace Tessera.Centre.Import;

public sealed class CorrectionTests(BuiltInDefinitions builtIn)
{
    [Fact]
    public async Task A_correction_is_applied_over_the_row_of_the_file_on_every_later_run()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?"), SmallSource.Patient(2));
        var first = await source.Import(centre.Node);
        Assert.Equal((1L, 1L), (first.Written, first.Quarantined));
        await Correct(centre, ("Sex", "m"));
        var second = await source.Import(centre.Node);
        Assert.Equal((1L, 1L, 0L), (second.Written, second.Unchanged, second.Quarantined));
        Assert.Equal(0, centre.Node.Quarantine.Count());
        var third = await source.Import(centre.Node);
        Assert.Equal((0L, 2L), (third.Written, third.Unchanged));
    }

    [Fact]
    public async Task A_correction_keeps_what_the_file_says_and_who_said_otherwise()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?"));
        await source.Import(centre.Node);
        await Correct(centre, ("Sex", "m"));
        var kept = Assert.Single(centre.Node.Corrections.OfRow("small", "patients.csv", 2));
        Assert.Equal(("?", "m", "Ada"), (kept.Original.Single(cell => cell.Key == "Sex").Value, Assert.Single(kept.Corrected).Value, kept.Author));
        Assert.Null(kept.Ended);
    }

    [Fact]
    public async Task A_corrected_row_that_moves_stays_corrected()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?"));
        await source.Import(centre.Node);
        await Correct(centre, ("Sex", "m"));
        source.Patients.Insert(0, SmallSource.Patient(2));
        var account = await source.Import(centre.Node);
        Assert.Equal((2L, 0L), (account.Written, account.Quarantined));
        Assert.Equal(3, centre.Node.Corrections.InForce("small", "patients.csv", 3)!.Row);
    }

    [Fact]
    public async Task A_row_that_changes_in_the_file_ends_its_correction()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?"));
        await source.Import(centre.Node);
        await Correct(centre, ("Sex", "m"));
        await source.Import(centre.Node);
        source.Patients[0] = SmallSource.Patient(1, sex: "w");
        Assert.Equal(1, (await source.Import(centre.Node)).Written);
        Assert.Equal(CorrectionEnding.RowChanged, Assert.Single(centre.Node.Corrections.OfRow("small", "patients.csv", 2)).Ending);
        source.Patients[0] = SmallSource.Patient(1, sex: "?");
        Assert.Equal(1, (await source.Import(centre.Node)).Quarantined);
    }

    [Fact]
    public async Task A_correction_that_does_not_suffice_is_replaced_by_the_next_and_both_are_kept()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?", born: "never"));
        await source.Import(centre.Node);
        await Correct(centre, ("Sex", "m"));
        await source.Import(centre.Node);
        var left = Assert.Single(centre.Node.Quarantine.List(null, 0, 10));
        Assert.Equal("m", left.Cells.Single(cell => cell.Key == "Sex").Value);
        await Correct(centre, ("Born", "1950-01-01"));
        Assert.Equal(0, (await source.Import(centre.Node)).Quarantined);
        var kept = centre.Node.Corrections.OfRow("small", "patients.csv", 2);
        Assert.Equal([null, CorrectionEnding.Replaced], kept.Select(correction => correction.Ending));
        Assert.Equal(["Sex", "Born"], kept[0].Corrected.Select(cell => cell.Key));
    }

    [Fact]
    public async Task An_empty_cell_can_be_filled()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1));
        source.Diagnoses.Add(SmallSource.Diagnosis(1, 1, code: ""));
        await source.Import(centre.Node);
        await Correct(centre, ("Code", "C50.9"));
        Assert.Equal(0, (await source.Import(centre.Node)).Quarantined);
    }

    [Fact]
    public async Task A_row_that_validation_refused_can_be_corrected_too()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, born: "1950-02-03"));
        source.Diagnoses.Add(SmallSource.Diagnosis(1, 1, code: "C 50.9  x"));
        var first = await source.Import(centre.Node);
        Assert.Equal(1, first.Quarantined);
        await Correct(centre, ("Code", "C50.9"));
        Assert.Equal(0, (await source.Import(centre.Node)).Quarantined);
    }

    [Fact]
    public async Task Saying_what_the_file_says_takes_a_correction_back()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?", born: "never"));
        await source.Import(centre.Node);
        await Correct(centre, ("Sex", "m"));
        await source.Import(centre.Node);
        Assert.Null(await Correct(centre, ("Sex", "?")));
        Assert.Equal(CorrectionEnding.Withdrawn, Assert.Single(centre.Node.Corrections.OfRow("small", "patients.csv", 2)).Ending);
    }

    private static async Task<Correction?> Correct(TemporaryCentre centre, params (string Column, string Value)[] cells)
    {
        var record = Assert.Single(centre.Node.Quarantine.List(null, 0, 10));
        return await centre.Node.Corrections.Correct(record, cells.ToDictionary(cell => cell.Column, cell => cell.Value), "Ada", CancellationToken.None);
    }

    private SmallSource Source(TemporaryCentre centre, params string[] patients)
    {
        var source = new SmallSource(Path.Combine(centre.Folder, "source"), builtIn.Definitions);
        source.Patients.AddRange(patients);
        return source;
    }
}
