using Tessera.Centre.Runs;
using Tessera.Centre.Vanishing;
using Tessera.Sources;
using Tessera.Store;

namespace Tessera.Centre.Import;

public sealed class VanishedTests(BuiltInDefinitions builtIn)
{
    [Theory]
    [InlineData(VanishedRule.Keep)]
    [InlineData(VanishedRule.Mark)]
    [InlineData(VanishedRule.Delete)]
    public async Task A_record_that_is_gone_follows_the_rule_of_its_source_and_may_come_back(VanishedRule rule)
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, rule);
        await source.Import(centre.Node);
        var row = source.Diagnoses[^1];
        source.Diagnoses.Remove(row);
        var account = await source.Import(centre.Node);
        Assert.Equal(new VanishedCount(1, rule == VanishedRule.Mark ? 1 : 0, rule == VanishedRule.Delete ? 1 : 0, 0, false), account.Vanished);
        var gone = Assert.Single(centre.Node.Vanished.List("small", 0, 10));
        var stored = (await centre.Node.Store.Find(Access.Everything, gone.Type, gone.Id, CancellationToken.None))!;
        Assert.Equal((rule == VanishedRule.Delete, rule), (stored.Deleted, gone.Action));
        if (rule == VanishedRule.Mark) Assert.Contains(VanishedPolicy.TagSystem, System.Text.Encoding.UTF8.GetString(stored.Body.Span), StringComparison.Ordinal);

        // Nothing more happens to it while it stays away.
        var before = StoreContents.Of(centre.Node);
        await source.Import(centre.Node);
        Assert.Equal(before, StoreContents.Of(centre.Node));

        source.Diagnoses.Add(row);
        var back = await source.Import(centre.Node);
        Assert.Equal((rule == VanishedRule.Keep ? 0 : 1, 0L), (back.Written, back.Vanished!.Gone));
        Assert.Equal(0, centre.Node.Vanished.Count());
        Assert.False((await centre.Node.Store.Find(Access.Everything, gone.Type, gone.Id, CancellationToken.None))!.Deleted);
    }

    [Fact]
    public async Task Half_a_file_deletes_nothing()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Delete);
        await source.Import(centre.Node);
        source.Diagnoses.RemoveRange(0, 10);
        var account = await source.Import(centre.Node);
        Assert.Equal(new VanishedCount(10, 0, 0, 0, true), account.Vanished);
        source.Vanished = new VanishedPolicy(VanishedRule.Delete, 1);
        Assert.Equal(10, (await source.Import(centre.Node)).Vanished!.Deleted);
    }

    [Fact]
    public async Task A_source_that_kept_something_back_has_lost_nothing()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Delete);
        source.IsIncremental = true;
        source.Diagnoses[3] = SmallSource.Diagnosis(4, 4, date: "never", recorded: "2020-05-01");
        await source.Import(centre.Node);
        var mark = centre.Node.Watermarks.Find("small");
        source.Vanished = new VanishedPolicy(VanishedRule.Delete, 1);
        source.HasGaps = true;
        source.Diagnoses.Clear();
        source.Diagnoses.Add(SmallSource.Diagnosis(99, 4, recorded: "2024-01-01"));
        var account = await source.Import(centre.Node, full: true);
        Assert.Equal((1L, 0L, mark, 1), (account.Written, account.Vanished?.Gone ?? 0, centre.Node.Watermarks.Find("small"), centre.Node.Quarantine.Count()));
        source.HasGaps = false;
        Assert.True((await source.Import(centre.Node, full: true)).Vanished!.Deleted > 0);
        Assert.NotEqual(mark, centre.Node.Watermarks.Find("small"));
    }

    [Fact]
    public async Task A_record_in_quarantine_is_not_gone()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Delete);
        await source.Import(centre.Node);
        source.Diagnoses[3] = SmallSource.Diagnosis(4, 4, date: "never");
        var account = await source.Import(centre.Node);
        Assert.Equal((1L, new VanishedCount(0, 0, 0, 0, false)), (account.Quarantined, account.Vanished));
    }

    [Fact]
    public async Task While_a_row_says_not_whose_it_is_nothing_of_its_file_is_gone()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Delete);
        await source.Import(centre.Node);
        source.Diagnoses[3] = source.Diagnoses[3].Replace(";4;", ";;", StringComparison.Ordinal);
        var account = await source.Import(centre.Node);
        Assert.Equal((1L, new VanishedCount(0, 0, 0, 1, false)), (account.Quarantined, account.Vanished));
    }

    [Fact]
    public async Task What_others_that_stay_refer_to_is_not_deleted()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Delete);
        await source.Import(centre.Node);
        // The diagnosis of the patient is quarantined then, and what it gave before still refers to the patient.
        source.Patients.RemoveAt(3);
        var account = await source.Import(centre.Node);
        Assert.Equal((1L, 0L, 1L), (account.Quarantined, account.Vanished!.Deleted, account.Vanished.Gone));
    }

    [Fact]
    public async Task A_run_that_is_broken_off_finds_nothing_gone()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Delete);
        await source.Import(centre.Node);
        source.Diagnoses.RemoveAt(0);
        var whole = source.Open().For(centre.Node, full: true);
        var broken = whole with { Read = cancel => whole.Read(cancel).Take(5).Concat(Fail()) };
        await Assert.ThrowsAsync<IOException>(() => new ImportRun(centre.Node.Validator, TimeProvider.System).Run(broken, new StoreSink(centre.Node), null, CancellationToken.None));
        Assert.Equal((0L, ImportState.Failed), (centre.Node.Vanished.Count(), centre.Node.Imports.List(0, 1)[0].State));
    }

    [Fact]
    public async Task A_row_that_moves_writes_no_version_and_its_origin_follows()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Keep);
        await source.Import(centre.Node);
        source.Diagnoses.Reverse();
        var account = await source.Import(centre.Node);
        Assert.Equal((0L, 40L), (account.Written, account.Unchanged));
        var rows = centre.Node.Store.ResourcesOf("small", CancellationToken.None).Where(resource => resource.Type == "Condition").Select(resource => resource.Row);
        Assert.Equal(Enumerable.Range(2, 20).Reverse(), rows.Select(row => row!.Value));
    }

    [Theory]
    [InlineData(VanishedRule.Keep)]
    [InlineData(VanishedRule.Mark)]
    [InlineData(VanishedRule.Delete)]
    public async Task A_record_that_is_another_patients_now_leaves_the_first_whatever_the_rule(VanishedRule rule)
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, rule);
        await source.Import(centre.Node);
        var before = centre.Node.Store.ResourcesOf("small", CancellationToken.None).Single(resource => resource is { Type: "Condition", Row: 5 });
        source.Diagnoses[3] = SmallSource.Diagnosis(4, 5);
        source.Diagnoses.Reverse();
        var account = await source.Import(centre.Node);
        Assert.Equal(new VanishedCount(0, 0, 0, 0, false) { Moved = 1 }, account.Vanished);
        var now = centre.Node.Store.ResourcesOf("small", CancellationToken.None).Single(resource => resource is { Type: "Condition", Row: 18 });
        Assert.Equal($"Condition/{before.Id} is another patient's now, as Condition/{now.Id}: it was deleted", Assert.Single(account.Notes));
        Assert.True((await centre.Node.Store.Find(Access.Everything, "Condition", before.Id, CancellationToken.None))!.Deleted);

        // And it may come back.
        source.Diagnoses[16] = SmallSource.Diagnosis(4, 4);
        Assert.Equal(1, (await source.Import(centre.Node)).Vanished!.Moved);
        Assert.False((await centre.Node.Store.Find(Access.Everything, "Condition", before.Id, CancellationToken.None))!.Deleted);
        Assert.True((await centre.Node.Store.Find(Access.Everything, "Condition", now.Id, CancellationToken.None))!.Deleted);
    }

    [Fact]
    public async Task Keys_that_several_patients_have_do_not_say_that_a_record_moved()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Keep);
        source.Diagnoses.Add(SmallSource.Diagnosis(1, 2));
        await source.Import(centre.Node);
        source.Diagnoses[3] = SmallSource.Diagnosis(4, 5);
        Assert.Equal(new VanishedCount(1, 0, 0, 0, false), (await source.Import(centre.Node)).Vanished);
    }

    [Fact]
    public async Task Rows_that_contradict_each_other_leave_what_is_stored_as_it_is()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Delete);
        await source.Import(centre.Node);
        source.Diagnoses.Insert(0, SmallSource.Diagnosis(4, 4, code: "C18.9"));
        var account = await source.Import(centre.Node);
        Assert.Equal((0L, 38L + 1, 2L, 0L), (account.Written, account.Unchanged, account.Quarantined, account.Vanished!.Gone));
        Assert.Equal(["row 6 has the same id and says something else", "row 2 has the same id and says something else"],
            centre.Node.Quarantine.List(null, 0, 10).Select(record => Assert.Single(record.Problems).Reason));
    }

    [Fact]
    public async Task A_mapping_that_changed_under_its_version_is_told_once()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var source = Source(centre, VanishedRule.Keep);
        Assert.Empty((await source.Import(centre.Node)).Notes);
        var mapping = Path.Combine(centre.Folder, "source", "mapping.yaml");
        await File.WriteAllTextAsync(mapping, (await File.ReadAllTextAsync(mapping)).Replace("given: $Given", "given: $Name", StringComparison.Ordinal));
        Assert.Contains("is still small@1", Assert.Single((await source.Import(centre.Node)).Notes), StringComparison.Ordinal);
        Assert.Empty((await source.Import(centre.Node)).Notes);
        await File.WriteAllTextAsync(mapping, (await File.ReadAllTextAsync(mapping)).Replace("version: 1", "version: 2", StringComparison.Ordinal));
        Assert.Empty((await source.Import(centre.Node)).Notes);
    }

    private static IEnumerable<RecordOutcome> Fail() => Enumerable.Range(0, 1).Select<int, RecordOutcome>(_ => throw new IOException("the file is gone"));

    private SmallSource Source(TemporaryCentre centre, VanishedRule rule)
    {
        var source = new SmallSource(Path.Combine(centre.Folder, "source"), builtIn.Definitions) { Vanished = new VanishedPolicy(rule) };
        for (var i = 1; i <= 20; i++)
        {
            source.Patients.Add(SmallSource.Patient(i));
            source.Diagnoses.Add(SmallSource.Diagnosis(i, i));
        }

        return source;
    }
}
