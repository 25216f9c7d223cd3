using Tessera.Centre.Import;
using Tessera.Centre.Runs;
using Tessera.Fhir;

namespace Tessera.Centre.Running;

public sealed class ImportRunnerTests(BuiltInDefinitions builtIn)
{
    [Fact]
    public async Task One_import_of_a_source_runs_at_a_time()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        using var gate = new ManualResetEventSlim();
        var slow = new ImportSource("slow", "test", cancel => Waiting(gate, cancel));
        var runner = new ImportRunner(centre.Node, [new ConfiguredSource("slow", () => (slow, []))]);
        var first = runner.Run(runner.Sources[0], full: false, CancellationToken.None);
        while (runner.Live.Count == 0) await Task.Delay(5);
        Assert.Null(await runner.Run(runner.Sources[0], full: false, CancellationToken.None));
        gate.Set();
        Assert.Equal(ImportState.Done, (await first)!.State);
        Assert.Empty(runner.Live);
        Assert.NotNull(await runner.Run(runner.Sources[0], full: false, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_changed_while_a_source_is_imported_is_read_by_one_more_run()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        using var gate = new ManualResetEventSlim();
        var slow = new ImportSource("slow", "test", cancel => Waiting(gate, cancel));
        var runner = new ImportRunner(centre.Node, [new ConfiguredSource("slow", () => (slow, []))]);
        var first = runner.Run(runner.Sources[0], full: false, CancellationToken.None);
        while (runner.Live.Count == 0) await Task.Delay(5);
        var asked = Enumerable.Range(0, 3).Select(_ => runner.RunAfterChange(runner.Sources[0], CancellationToken.None)).ToArray();
        Assert.False(asked[0].IsCompleted);
        gate.Set();
        Assert.Equal(ImportState.Done, (await first)!.State);
        Assert.Equal([ImportState.Done, null, null], (await Task.WhenAll(asked)).Select(outcome => outcome?.State));
        Assert.Equal(2, centre.Node.Imports.List(0, 10).Count);
        Assert.NotNull(await runner.RunAfterChange(runner.Sources[0], CancellationToken.None));
    }

    [Fact]
    public async Task A_source_that_cannot_be_opened_is_a_run_that_failed_and_says_why()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var runner = new ImportRunner(centre.Node, [new ConfiguredSource("gone.yaml", () => (null, [new Issue(IssueSeverity.Error, IssueType.NotFound, "", "there is no file a.csv")]))]);
        var told = new List<RunOutcome>();
        runner.Ended += told.Add;
        var outcome = (await runner.Run(runner.Sources[0], full: false, CancellationToken.None))!;
        Assert.Equal((ImportState.Failed, "there is no file a.csv"), (outcome.State, outcome.Problem));
        Assert.Equal(outcome, Assert.Single(told));
        Assert.Equal("there is no file a.csv", centre.Node.Imports.Find(outcome.Run!.Value)!.Problem);
    }

    [Fact]
    public async Task What_a_source_throws_is_told_without_what_it_read()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var bad = new ImportSource("bad", "test", _ => throw new InvalidOperationException("Ada Quill, born 1961"));
        var runner = new ImportRunner(centre.Node, [new ConfiguredSource("bad", () => (bad, []))]);
        var outcome = (await runner.Run(runner.Sources[0], full: false, CancellationToken.None))!;
        Assert.Equal("InvalidOperationException", outcome.Problem);
        Assert.Equal("InvalidOperationException", centre.Node.Imports.Find(outcome.Run!.Value)!.Problem);
    }

    [Fact]
    public async Task A_run_that_the_end_of_the_program_broke_off_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-interrupted-").FullName;
        var address = new Database.StoreAddress(Path.Combine(folder, "centre.db"));
        await using (var node = await CentreNode.Open(address, builtIn.Definitions, new(), TimeProvider.System, CancellationToken.None))
            await new StoreSink(node).Begin(Records.Source(), TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await using (var node = await CentreNode.Open(address, builtIn.Definitions, new(), TimeProvider.System, CancellationToken.None))
            Assert.Equal(ImportState.Interrupted, Assert.Single(node.Imports.List(0, 10)).State);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_delivery_into_a_watched_folder_is_imported_by_itself()
    {
        await using var centre = await TemporaryCentre.Open(builtIn);
        var incoming = Path.Combine(centre.Folder, "source");
        var source = new SmallSource(incoming, builtIn.Definitions);
        var runner = new ImportRunner(centre.Node, [new ConfiguredSource("small", () => (source.Open(), [])) { Schedule = new SourceSchedule(null, null, incoming) }]);
        var ended = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        runner.Ended += ended.SetResult;
        source.Patients.Add(SmallSource.Patient(1));
        source.Open();
        using var stop = new CancellationTokenSource();
        var clock = new SourceClock(runner, centre.Node).Run(stop.Token);
        var outcome = await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        await clock;
        Assert.Equal((ImportState.Done, 1L), (outcome.State, outcome.Account!.Written));
    }

    private static IEnumerable<Sources.RecordOutcome> Waiting(ManualResetEventSlim gate, CancellationToken cancel)
    {
        gate.Wait(cancel);
        yield break;
    }
}
