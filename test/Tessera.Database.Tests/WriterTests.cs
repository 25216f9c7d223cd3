namespace Tessera.Database.Tests;

public sealed class WriterTests : IAsyncLifetime
{
    private static readonly MigrationSet Notes = new("test", new Migration(1, "notes", "create table note(id integer primary key, text text not null)"));

    private readonly TemporaryFolder folder = new();
    private SqliteDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await SqliteDatabase.Open(folder.Store, Notes, TimeProvider.System, default);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_failing_operation_does_not_undo_its_neighbours()
    {
        using var gate = new ManualResetEventSlim();
        var blocker = database.Writer.Run(c => { gate.Wait(); return 0; }, WritePriority.Interactive, default);
        var before = Insert("before");
        var failing = database.Writer.Run<int>(c => { c.Execute("insert into note(text) values ('half')"); throw new InvalidOperationException("no"); }, WritePriority.Interactive, default);
        var after = Insert("after");
        gate.Set();

        await Task.WhenAll(blocker, before, after);
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal(["before", "after"], Texts());
    }

    [Fact]
    public async Task A_broken_constraint_is_its_own_operations_failure_only()
    {
        await Task.WhenAll(Insert("a"), Insert("b"));
        var failing = database.Writer.Run(c => c.Execute("insert into note(id, text) values (1, 'again')"), WritePriority.Interactive, default);
        var failure = await Assert.ThrowsAsync<DatabaseException>(() => failing);
        Assert.Equal(SQLitePCL.raw.SQLITE_CONSTRAINT, failure.PrimaryCode);
        await Insert("c");
        Assert.Equal(["a", "b", "c"], Texts());
    }

    [Fact]
    public async Task Undone_work_is_announced_so_that_nothing_of_it_is_remembered()
    {
        var undone = 0;
        database.Writer.Undone += () => undone++;
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.Writer.Run<int>(_ => throw new InvalidOperationException("no"), WritePriority.Interactive, default));
        Assert.Equal(1, undone);
    }

    [Fact]
    public async Task Operations_that_wait_together_share_one_commit()
    {
        var commits = 0;
        database.Writer.Committed += () => commits++;
        using var gate = new ManualResetEventSlim();
        var blocker = database.Writer.Run(c => { gate.Wait(); return 0; }, WritePriority.Interactive, default);
        var inserts = Enumerable.Range(0, 100).Select(i => Insert($"{i}")).ToArray();
        gate.Set();
        await Task.WhenAll(inserts);
        await blocker;
        Assert.InRange(commits, 1, 5);
        Assert.Equal(100, Texts().Count);
    }

    [Fact]
    public async Task Bulk_work_waits_for_interactive_work()
    {
        var order = new List<string>();
        using var gate = new ManualResetEventSlim();
        var blocker = database.Writer.Run(c => { gate.Wait(); return 0; }, WritePriority.Interactive, default);
        var bulk = database.Writer.Run(c => { order.Add("bulk"); return 0; }, WritePriority.Bulk, default);
        var interactive = database.Writer.Run(c => { order.Add("interactive"); return 0; }, WritePriority.Interactive, default);
        gate.Set();
        await Task.WhenAll(blocker, bulk, interactive);
        Assert.Equal(["interactive", "bulk"], order);
    }

    [Fact]
    public async Task Who_waits_does_not_wait_for_bulk_work_to_be_done_first()
    {
        var order = new List<string>();
        database.Writer.Committed += () => order.Add("commit");
        using var gate = new ManualResetEventSlim();
        var blocker = database.Writer.Run(c => { gate.Wait(); return 0; }, WritePriority.Interactive, default);
        var bulk = database.Writer.Run(c => { order.Add("bulk"); return 0; }, WritePriority.Bulk, default);
        gate.Set();
        await Task.WhenAll(blocker, bulk);
        await database.Writer.DisposeAsync();
        Assert.Equal(["commit", "bulk", "commit"], order);
    }

    [Fact]
    public async Task Bulk_work_is_not_starved()
    {
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () => { while (!stop.IsCancellationRequested) await Insert("x"); })).ToArray();
        var bulk = database.Writer.Run(c => c.Execute("insert into note(text) values ('bulk')"), WritePriority.Bulk, default);
        await bulk.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.Contains("bulk", Texts());
    }

    [Fact]
    public async Task Work_that_was_taken_back_while_waiting_is_not_done()
    {
        using var cancel = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        var blocker = database.Writer.Run(c => { gate.Wait(); return 0; }, WritePriority.Interactive, default);
        var taken = database.Writer.Run(c => c.Execute("insert into note(text) values ('no')"), WritePriority.Interactive, cancel.Token);
        await cancel.CancelAsync();
        gate.Set();
        await blocker;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taken);
        Assert.Empty(Texts());
    }

    [Fact]
    public async Task Closing_finishes_what_waits_and_then_refuses()
    {
        var inserts = Enumerable.Range(0, 50).Select(i => Insert($"{i}")).ToArray();
        await database.Writer.DisposeAsync();
        await Task.WhenAll(inserts);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Insert("late"));
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_the_outcome_unknown_and_stops_the_writer()
    {
        // A deferred constraint fails at the commit: the one way to make a commit fail without a failing disk.
        await database.Writer.Run(c => { c.ExecuteScript("create table child(parent integer references note(id) deferrable initially deferred)"); return 0; }, WritePriority.Interactive, default);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() =>
            database.Writer.Run(c => c.Execute("insert into child values (99)"), WritePriority.Interactive, default));
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Insert("late"));
        Assert.Contains("no writes since its disk failed", refused.Message, StringComparison.Ordinal);
        Assert.False(database.Writer.IsWorking);
        Assert.Empty(Texts());
    }

    [Fact]
    public async Task A_full_disk_is_said_and_what_was_acknowledged_stays()
    {
        await Insert("first");
        await database.Writer.Run(c => c.Long("pragma max_page_count = 8"), WritePriority.Interactive, default);
        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var i = 0; i < 200; i++) await Insert(new string('x', 4000));
        });
        Assert.True(failure is OutcomeUnknownException or DatabaseException { PrimaryCode: SQLitePCL.raw.SQLITE_FULL }, failure.Message);
        Assert.Equal("first", Texts()[0]);
    }

    private Task<int> Insert(string text) => database.Writer.Run(c => c.Execute("insert into note(text) values (?1)", text), WritePriority.Interactive, default);

    private List<string> Texts()
    {
        using var lease = database.Readers.Rent();
        using var rows = lease.Connection.Query("select text from note order by id");
        var texts = new List<string>();
        while (rows.Step()) texts.Add(rows.Text(0));
        return texts;
    }
}
