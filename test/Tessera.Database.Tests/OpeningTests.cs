namespace Tessera.Database.Tests;

public sealed class OpeningTests : IDisposable
{
    private static readonly MigrationSet Notes = new("test",
        new Migration(1, "notes", "create table note(id integer primary key, text text not null)"),
        new Migration(2, "note length", "alter table note add column length integer; create index note_length on note(length)"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_new_database_gets_the_whole_schema()
    {
        await using var database = await Open(Notes);
        using var lease = database.Readers.Rent();
        Assert.Equal(2, lease.Connection.Long("select version from schema_version where schema = 'test'"));
        Assert.Equal(0, lease.Connection.Long("select count(*) from note where length = 1"));
    }

    [Fact]
    public async Task The_files_of_a_new_database_can_be_read_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        await using var database = await Open(Notes);
        await database.Writer.Run(c => c.Execute("insert into note(text) values ('kept')"), WritePriority.Interactive, default);
        foreach (var file in new[] { database.Address.Path, database.Address.Path + "-wal" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task An_old_database_is_brought_forward_and_keeps_its_rows()
    {
        await using (var old = await Open(new MigrationSet("test", Notes.Migrations[0])))
            await old.Writer.Run(c => c.Execute("insert into note(text) values ('kept')"), WritePriority.Interactive, default);

        await using var database = await Open(Notes);
        using var lease = database.Readers.Rent();
        Assert.Equal("kept", lease.Connection.Text("select text from note where length is null"));
    }

    [Fact]
    public async Task A_newer_database_is_refused_with_what_to_do()
    {
        await (await Open(Notes)).DisposeAsync();
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Open(new MigrationSet("test", Notes.Migrations[0])));
        Assert.Contains("version 2, this program knows version 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Update Tessera", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_owner_is_refused_and_told_who_the_first_is()
    {
        await using var first = await Open(Notes);
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Open(Notes));
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_ends_with_its_owner()
    {
        await (await Open(Notes)).DisposeAsync();
        await using var second = await Open(Notes);
        Assert.True(second.Writer.IsWorking);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_as_such()
    {
        await File.WriteAllTextAsync(folder.Store.Path, new string('x', 5000));
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Open(Notes));
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_program_is_not_touched()
    {
        using (var other = DatabaseConnection.Open(folder.Store.Path, SQLitePCL.raw.SQLITE_OPEN_READWRITE | SQLitePCL.raw.SQLITE_OPEN_CREATE))
            other.ExecuteScript("create table theirs(a)");
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Open(Notes));
        Assert.Contains("another program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_room_brings_its_own_tables()
    {
        await using var database = await Open(Notes);
        await database.Migrate(new MigrationSet("rooms", new Migration(1, "rooms", "create table room(name text)")), default);
        await database.Writer.Run(c => c.Execute("insert into room values (?1)", "attic"), WritePriority.Bulk, default);
        using var lease = database.Readers.Rent();
        Assert.Equal("attic", lease.Connection.Text("select name from room"));
    }

    [Fact]
    public async Task Commits_are_flushed_to_the_disk()
    {
        await using var database = await Open(Notes);
        var (journal, synchronous) = await database.Writer.Run(
            c => (c.Text("pragma journal_mode"), c.Long("pragma synchronous")), WritePriority.Interactive, default);
        Assert.Equal(("wal", 2L), (journal, synchronous));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("postgres://somewhere/db", "PostgreSQL")]
    [InlineData("/", "folder")]
    public void An_address_that_is_no_file_is_refused(string text, string reason)
    {
        Assert.False(StoreAddress.TryParse(text, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    private Task<SqliteDatabase> Open(MigrationSet migrations) => SqliteDatabase.Open(folder.Store, migrations, TimeProvider.System, default);
}
