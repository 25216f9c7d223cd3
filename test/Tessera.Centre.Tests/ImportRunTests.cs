using Tessera.Centre.Import;
using Tessera.Centre.Runs;
using Tessera.Centre.Writes;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Validation;
using Tessera.Oncology.Mcode;
using Tessera.Sources;
using Tessera.Store;

namespace Tessera.Centre;

public sealed class ImportRunTests(BuiltInDefinitions builtIn)
{
    private FhirDefinitions Definitions => builtIn.Definitions;

    [Fact]
    public async Task Every_record_read_is_accounted_for()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var account = await Import(centre, Records.Patient(Definitions, 2, "a", "female"), Records.Bad(3), Records.Left(4), Records.Condition(Definitions, 2, "c", "a"));
        Assert.Equal((4L, 2L, 0L, 1L, 1L), (account.Read, account.Written, account.Unchanged, account.Quarantined, account.Ignored));
        Assert.True(account.IsBalanced());
        Assert.Equal(new CellTotals(4, 2, 2), account.Cells);
        Assert.Equal(1, account.Resources["Condition"]);
        Assert.NotNull(await centre.Node.Store.Find(Access.Everything, "Condition", "c", CancellationToken.None));
    }

    [Fact]
    public async Task The_history_keeps_why_records_were_left_out_and_what_the_source_said()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = new ImportSource("hand", "test", _ => [Records.Left(4), Records.Left(9), Records.Patient(Definitions, 2, "a", "female")]) { Notes = () => ["Patient: the server says there are 3 and gives 1"] };
        await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(source, new StoreSink(centre.Node), null, CancellationToken.None);
        var kept = Assert.Single(centre.Node.Imports.List(0, 10)).Account;
        var left = Assert.Single(kept.LeftOut);
        Assert.Equal((2L, 4), (left.Records, left.Row));
        Assert.Equal(["Patient: the server says there are 3 and gives 1"], kept.Notes);
    }

    [Fact]
    public async Task The_history_keeps_which_columns_fed_nothing_and_records_of_a_server_are_one_list()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = new ImportSource("hand", "test", _ => [Of("patients.csv", "a"), Of("Patient/b", "b"), Of("Patient/c", "c")]);
        await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(source, new StoreSink(centre.Node), null, CancellationToken.None);
        var kept = Assert.Single(centre.Node.Imports.List(0, 10)).Account;
        Assert.Equal([new LeftOutColumn("patients.csv", "Cohort", "not decided", 1), new LeftOutColumn("Patient", "Cohort", "not decided", 2)], kept.LeftOutColumns);

        RecordOutcome Of(string file, string id)
        {
            var patient = Records.Patient(Definitions, 2, id, "female");
            return patient with { Record = patient.Record with { File = file }, Cells = new CellAccount(2, 1, 0) { IgnoredCells = [new IgnoredCell("Cohort", "not decided", "7")] } };
        }
    }

    [Fact]
    public async Task A_second_run_of_the_same_source_writes_nothing()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Import(centre, Records.Patient(Definitions, 2, "a", "female"));
        var before = await centre.Node.Store.Changes(Access.Everything, 0, 100, CancellationToken.None);
        var account = await Import(centre, Records.Patient(Definitions, 2, "a", "female"));
        Assert.Equal((0L, 1L), (account.Written, account.Unchanged));
        Assert.Equal(before.Count, (await centre.Node.Store.Changes(Access.Everything, 0, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_record_with_an_invalid_resource_is_quarantined_with_its_column()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var account = await Import(centre, Records.Patient(Definitions, 2, "a", "unknowable"), Records.Patient(Definitions, 3, "b", "male"));
        Assert.Equal((1L, 1L), (account.Written, account.Quarantined));
        Assert.Equal(2, account.Cells.Rejected);
        Assert.Null(await centre.Node.Store.Find(Access.Everything, "Patient", "a", CancellationToken.None));

        var record = Assert.Single(centre.Node.Quarantine.List(null, 0, 10));
        Assert.Equal(("patients.csv", 2, "sex"), (record.File, record.Row, record.Problems[0].Column));
    }

    [Fact]
    public async Task What_refers_to_a_quarantined_record_waits_with_it()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var account = await Import(centre, Records.Patient(Definitions, 2, "a", "unknowable"), Records.Condition(Definitions, 2, "c", "a"));
        Assert.Equal((0L, 2L), (account.Written, account.Quarantined));
        Assert.Equal("mrn", centre.Node.Quarantine.Find("hand", "conditions.csv", 2)!.Problems[0].Column);
    }

    [Fact]
    public async Task A_record_that_becomes_good_leaves_the_quarantine()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Import(centre, Records.Bad(3), Records.Bad(4));
        Assert.Equal(2, centre.Node.Quarantine.Count());
        var first = centre.Node.Quarantine.Find("hand", "patients.csv", 4)!;
        await Import(centre, Records.Patient(Definitions, 3, "a", "female"), Records.Bad(4));
        var left = Assert.Single(centre.Node.Quarantine.List(null, 0, 10));
        Assert.Equal((4, first.Since), (left.Row, left.Since));
        Assert.Equal("sex: the cell is empty", Assert.Single(centre.Node.Quarantine.Causes()).Text);
    }

    [Fact]
    public async Task A_run_that_is_stopped_keeps_the_quarantine_and_says_so()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Import(centre, Records.Bad(3));
        using var stop = new CancellationTokenSource();
        var source = new ImportSource("hand", "test", cancel => StopAfterFirst(stop, cancel));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ImportRun(centre.Node.Validator, TimeProvider.System).Run(source, new StoreSink(centre.Node), null, stop.Token));
        Assert.Equal(1, centre.Node.Quarantine.Count());
        Assert.Equal(ImportState.Stopped, centre.Node.Imports.List(0, 1)[0].State);
    }

    [Fact]
    public async Task A_source_that_fails_is_told_and_the_run_is_marked()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = new ImportSource("hand", "test", _ => throw new IOException("the file is gone"));
        await Assert.ThrowsAsync<IOException>(() => new ImportRun(centre.Node.Validator, TimeProvider.System).Run(source, new StoreSink(centre.Node), null, CancellationToken.None));
        Assert.Equal(ImportState.Failed, centre.Node.Imports.List(0, 1)[0].State);
    }

    [Fact]
    public async Task Verdicts_and_origins_are_kept_with_what_is_written()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Import(centre, Records.Patient(Definitions, 2, "a", "female"));
        Assert.Equal(Verdict.Valid, centre.Node.Verdicts.Find("Patient", "a"));
        var count = Assert.Single(centre.Node.Verdicts.Count());
        Assert.Equal((McodeGroup.Patient, "Patient", Verdict.Valid, 1L), (count.Group, count.Type, count.Verdict, count.Resources));
        var origin = Assert.Single(await centre.Node.Store.Origins(Access.Everything, "Patient", "a", CancellationToken.None));
        Assert.Equal(("patients.csv", 2), (origin.File, origin.Row));
        Assert.Equal([("mrn", "Patient.id"), ("sex", "Patient.gender")], OriginPaths.Read(origin.Path));
    }

    [Fact]
    public async Task Counts_of_verdicts_follow_every_change()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        await Import(centre, Records.Patient(Definitions, 2, "a", "female"), Records.Patient(Definitions, 3, "b", "female"));
        await centre.Node.Writer.Write(Access.Everything, new ResourceWrite(WriteKind.Delete, "Patient", "a", null), ValidationPolicy.Off, Database.WritePriority.Interactive, CancellationToken.None);
        await centre.Node.Verdicts.Flush(CancellationToken.None);
        Assert.Equal(1, Assert.Single(centre.Node.Verdicts.Count()).Resources);
        Assert.Null(centre.Node.Verdicts.Find("Patient", "a"));
    }

    [Fact]
    public async Task The_history_keeps_the_account_of_each_run()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var account = await Import(centre, Records.Patient(Definitions, 2, "a", "female"), Records.Bad(3));
        var run = Assert.Single(centre.Node.Imports.List(0, 10));
        Assert.Equal(("hand", ImportState.Done), (run.Source, run.State));
        Assert.Equal((account.Read, account.Written, account.Quarantined), (run.Account.Read, run.Account.Written, run.Account.Quarantined));
        Assert.Equal(1, run.Account.Resources["Patient"]);
    }

    [Fact]
    public async Task A_folder_gets_whole_files_of_resources_origins_and_quarantine()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var folder = Path.Combine(centre.Folder, "out");
        var account = await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(
            Records.Source(Records.Patient(Definitions, 2, "a", "female"), Records.Bad(3)), new FolderSink(folder), null, CancellationToken.None);
        Assert.Equal((1L, 1L), (account.Written, account.Quarantined));
        Assert.Equal(["Patient.ndjson", "origins.ndjson", "quarantine.ndjson"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("""{"resourceType":"Patient","id":"a","gender":"female"}""", Assert.Single(await File.ReadAllLinesAsync(Path.Combine(folder, "Patient.ndjson"))));
        Assert.Contains("\"column\":\"sex\",\"path\":\"Patient.gender\"", Assert.Single(await File.ReadAllLinesAsync(Path.Combine(folder, "origins.ndjson"))), StringComparison.Ordinal);
        Assert.Contains("\"row\":3,\"problems\":[{\"column\":\"sex\"", Assert.Single(await File.ReadAllLinesAsync(Path.Combine(folder, "quarantine.ndjson"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_and_keeps_nothing()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var account = await new ImportRun(centre.Node.Validator, TimeProvider.System).Run(
            Records.Source(Records.Patient(Definitions, 2, "a", "female")), new DrySink(), null, CancellationToken.None);
        Assert.Equal(1, account.Written);
        Assert.Empty(centre.Node.Imports.List(0, 10));
        Assert.Null(await centre.Node.Store.Find(Access.Everything, "Patient", "a", CancellationToken.None));
    }

    [Fact]
    public async Task A_folder_of_a_run_that_failed_holds_nothing_half()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var folder = Path.Combine(centre.Folder, "out");
        var source = new ImportSource("hand", "test", _ => Fail(Records.Patient(Definitions, 2, "a", "female")));
        await Assert.ThrowsAsync<IOException>(() => new ImportRun(centre.Node.Validator, TimeProvider.System).Run(source, new FolderSink(folder), null, CancellationToken.None));
        Assert.Empty(Directory.GetFiles(folder));
    }

    private static Task<ImportAccount> Import(TemporaryCentre centre, params RecordOutcome[] records) =>
        new ImportRun(centre.Node.Validator, TimeProvider.System).Run(Records.Source(records), new StoreSink(centre.Node), null, CancellationToken.None);

    private static IEnumerable<RecordOutcome> Fail(RecordOutcome first)
    {
        yield return first;
        throw new IOException("the file is gone");
    }

    private IEnumerable<RecordOutcome> StopAfterFirst(CancellationTokenSource stop, CancellationToken cancel)
    {
        yield return Records.Patient(Definitions, 2, "a", "female");
        stop.Cancel();
        cancel.ThrowIfCancellationRequested();
    }
}
