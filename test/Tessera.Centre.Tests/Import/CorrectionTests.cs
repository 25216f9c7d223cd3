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
        Assert.Equal(["Sex", "Born"], kept[0].Corrected.Select(cell => cell.Column));
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

    [Fact]
    public async Task Corrections_of_one_row_add_up_though_no_import_came_between()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?", born: "never"));
        await source.Import(centre.Node);
        await Correct(centre, "Ada", ("Sex", "w"));
        await Correct(centre, "Ben", ("Born", "1950-01-01"));
        await Correct(centre, "Cem", ("Sex", "m"));
        var correction = Assert.Single(centre.Node.Corrections.InForce());
        Assert.Equal([("Sex", "m", "Cem"), ("Born", "1950-01-01", "Ben")], correction.Corrected.Select(cell => (cell.Column, cell.Value, cell.Author)));
        Assert.Equal(0, (await source.Import(centre.Node)).Quarantined);
    }

    [Fact]
    public async Task Corrections_that_two_people_make_at_the_same_time_add_up()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?", born: "never"));
        await source.Import(centre.Node);
        await Task.WhenAll(Correct(centre, "Ada", ("Sex", "m")), Correct(centre, "Ben", ("Born", "1950-01-01")));
        Assert.Equal(["Born", "Sex"], Assert.Single(centre.Node.Corrections.InForce()).Corrected.Select(cell => cell.Column).Order());
    }

    [Fact]
    public async Task A_correction_of_one_cell_can_be_taken_back_and_the_others_stay()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?", born: "never"));
        await source.Import(centre.Node);
        await Correct(centre, "Ada", ("Sex", "m"), ("Born", "1950-01-01"));
        var kept = await Correct(centre, "Ben", ("Sex", "?"));
        Assert.Equal(("Born", "Ada"), (Assert.Single(kept!.Corrected).Column, kept.Corrected[0].Author));
    }

    [Fact]
    public async Task A_correction_that_was_applied_can_be_taken_back_and_the_record_is_read_as_the_file_has_it()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "m"));
        await source.Import(centre.Node);
        source.Patients[0] = SmallSource.Patient(1, sex: "?");
        await source.Import(centre.Node);
        await Correct(centre, ("Sex", "w"));
        Assert.Equal((1L, 0L), Counts(await source.Import(centre.Node)));
        Assert.False(centre.Node.Corrections.Wait("small"));
        var record = Assert.Single(CorrectableRecords.At(centre.Node, "patients.csv", 2));
        Assert.Equal("?", record.Says("Sex"));
        Assert.Null(await centre.Node.Corrections.Withdraw(record, "Ben", CancellationToken.None));
        Assert.True(centre.Node.Corrections.Wait("small"));
        Assert.Equal((CorrectionEnding.Withdrawn, "Ben"), (centre.Node.Corrections.OfRecord(record)[0].Ending!.Value, centre.Node.Corrections.OfRecord(record)[0].EndedBy));
        Assert.Equal((0L, 1L), Counts(await source.Import(centre.Node)));
    }

    [Fact]
    public async Task A_correction_taken_back_behind_the_watermark_is_read_again()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1));
        source.IsIncremental = true;
        source.Diagnoses.Add(SmallSource.Diagnosis(1, 1, code: "", recorded: "2020-06-01"));
        source.Diagnoses.Add(SmallSource.Diagnosis(2, 1, recorded: "2021-06-01"));
        await source.Import(centre.Node);
        await Correct(centre, ("Code", "C50.9"));
        Assert.Equal(0, (await source.Import(centre.Node)).Quarantined);
        Assert.Equal("2021-06-01", centre.Node.Watermarks.Find("small"));
        await Task.Delay(2);
        await source.Import(centre.Node);
        await centre.Node.Corrections.Withdraw(Assert.Single(CorrectableRecords.At(centre.Node, "diagnoses.csv", 2)), "Ada", CancellationToken.None);
        Assert.Equal(1, (await source.Import(centre.Node)).Quarantined);
    }

    [Fact]
    public async Task The_origin_and_the_Provenance_of_a_resource_say_who_corrected_its_row()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, SmallSource.Patient(1, sex: "?"), SmallSource.Patient(2));
        await source.Import(centre.Node);
        var correction = await Correct(centre, ("Sex", "m"));
        await source.Import(centre.Node);
        Assert.Equal([correction!.Id, null], await OriginCorrections(centre));
        var provenance = Assert.Single(await Provenances(centre, 2));
        Assert.Contains("Sex corrected by Ada", provenance, StringComparison.Ordinal);
        Assert.Equal(Fhir.Validation.Verdict.Valid, centre.Node.Validator.Validate(Fhir.Json.FhirDocument.Parse(provenance, builtIn.Definitions.Names)).Verdict);
        Assert.DoesNotContain("corrected", Assert.Single(await Provenances(centre, 3)), StringComparison.Ordinal);

        // Once the file itself says so, nobody needs to.
        source.Patients[0] = SmallSource.Patient(1, sex: "m");
        Assert.Equal(2, (await source.Import(centre.Node)).Unchanged);
        Assert.Equal([null, null], await OriginCorrections(centre));
    }

    private static (long Written, long Quarantined) Counts(Runs.ImportAccount account) => (account.Written, account.Quarantined);

    private static async Task<List<long?>> OriginCorrections(TemporaryCentre centre)
    {
        var found = new List<long?>();
        foreach (var resource in centre.Node.Store.ResourcesOf("small", CancellationToken.None).OrderBy(resource => resource.Row))
            found.Add(Assert.Single(await centre.Node.Store.Origins(Store.Access.Everything, resource.Type, resource.Id, CancellationToken.None)).Correction);
        return found;
    }

    private static async Task<IEnumerable<string>> Provenances(TemporaryCentre centre, int row)
    {
        var resource = centre.Node.Store.ResourcesOf("small", CancellationToken.None).Single(resource => resource.Row == row);
        var found = await centre.Node.Provenances.Of(Store.Access.Everything, [(resource.Type, resource.Id)], CancellationToken.None);
        return found.Select(provenance => System.Text.Encoding.UTF8.GetString(provenance.Body.Span));
    }

    private static Task<Correction?> Correct(TemporaryCentre centre, params (string Column, string Value)[] cells) => Correct(centre, "Ada", cells);

    private static async Task<Correction?> Correct(TemporaryCentre centre, string author, params (string Column, string Value)[] cells)
    {
        var record = Assert.Single(centre.Node.Quarantine.List(null, 0, 10));
        return await centre.Node.Corrections.Correct(record, cells.ToDictionary(cell => cell.Column, cell => cell.Value), author, CancellationToken.None);
    }

    private SmallSource Source(TemporaryCentre centre, params string[] patients)
    {
        var source = new SmallSource(Path.Combine(centre.Folder, "source"), builtIn.Definitions);
        source.Patients.AddRange(patients);
        return source;
    }
}
