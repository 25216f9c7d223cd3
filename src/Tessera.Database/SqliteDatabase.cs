using SQLitePCL;

namespace Tessera.Database;

/// <summary>An embedded database: one writer, any number of readers, one owning process. Opened once; other rooms bring their own
/// tables with <see cref="Migrate"/> and run their statements through <see cref="Writer"/> and <see cref="Readers"/>.</summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    // "TESS": tells our files from other SQLite databases (https://www.sqlite.org/pragma.html#pragma_application_id).
    internal const long ApplicationId = 0x54455353;
    private const int IdleReaders = 8;

    private readonly OwnerLock owner;
    private readonly DatabaseConnection writing;

    private SqliteDatabase(StoreAddress address, OwnerLock owner, DatabaseConnection writing)
    {
        (Address, this.owner, this.writing) = (address, owner, writing);
        Writer = new DatabaseWriter(writing, this);
        Readers = new ReaderPool(() => OpenReader(address.Path), IdleReaders, this);
    }

    /// <summary>Where it is.</summary>
    public StoreAddress Address { get; }

    /// <summary>The one writer.</summary>
    public DatabaseWriter Writer { get; }

    /// <summary>The readers.</summary>
    public ReaderPool Readers { get; }

    /// <summary>Opens or makes a database and brings its schema up to date.</summary>
    /// <exception cref="DatabaseUnavailableException">Another process owns it, it is newer than this program, or it cannot be opened.</exception>
    public static Task<SqliteDatabase> Open(StoreAddress address, MigrationSet migrations, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Task.Run(() => OpenNow(address, migrations, clock), cancel);
    }

    /// <summary>Brings the tables of another room up to date.</summary>
    /// <exception cref="DatabaseUnavailableException">The database has a newer version of them.</exception>
    public Task Migrate(MigrationSet migrations, CancellationToken cancel) => Writer.Run(
        connection =>
        {
            migrations.Apply(connection);
            return true;
        },
        WritePriority.Interactive,
        cancel);

    /// <summary>Sets how much the writer keeps of the database in memory. A load, which writes everywhere at once, wants more of it than a server.</summary>
    public Task KeepInMemory(int megabytes, CancellationToken cancel) => Writer.Run(
        connection => connection.Execute($"pragma cache_size = -{megabytes * 1024}"), WritePriority.Interactive, cancel);

    /// <summary>Finishes waiting writes and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync().ConfigureAwait(false);
        Readers.Dispose();
        writing.Dispose();
        owner.Dispose();
    }

    private static SqliteDatabase OpenNow(StoreAddress address, MigrationSet migrations, TimeProvider clock)
    {
        CreateFolder(address.Path);
        var owner = OwnerLock.Take(address.Path, clock);
        DatabaseConnection? connection = null;
        try
        {
            CreateFile(address.Path);
            // Before the engine opens them, which takes a damaged log for one that ends there.
            if (FileDamage.Inspect(address.Path) is { } damage) throw Damaged(address, damage, null);
            connection = DatabaseConnection.Open(address.Path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
            Prepare(connection, address);
            InTransaction(connection, migrations.Apply);
            return new SqliteDatabase(address, owner, connection);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            owner.Dispose();
            if (exception is DatabaseException engine) throw Unreadable(address, engine);
            throw;
        }
    }

    // Patients' data: for the owner alone. The files of the write-ahead log take over the mode of this one. An empty file is an empty database.
    internal static void CreateFile(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path)) return;
        new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
    }

    private static void Prepare(DatabaseConnection connection, StoreAddress address)
    {
        var tables = connection.Long("select count(*) from sqlite_master") ?? 0;
        if (tables > 0 && connection.Long("pragma application_id") != ApplicationId)
            throw new DatabaseUnavailableException($"The file {address.Path} is a database of another program.", "Name another file.");
        // Bodies are about 2 KB: pages of 8 KB hold three of them where pages of 4 KB would hold one.
        if (tables == 0) connection.ExecuteScript($"pragma page_size = 8192; pragma application_id = {ApplicationId}");
        connection.ExecuteScript("""
            pragma journal_mode = wal;
            pragma synchronous = full;
            pragma foreign_keys = on;
            pragma busy_timeout = 5000;
            pragma temp_store = memory;
            pragma cache_size = -49152;
            pragma wal_autocheckpoint = 0;
            pragma journal_size_limit = 67108864;
            """);
    }

    private static DatabaseConnection OpenReader(string path)
    {
        var connection = DatabaseConnection.Open(path, raw.SQLITE_OPEN_READONLY);
        connection.ExecuteScript("pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -4096; pragma query_only = on");
        return connection;
    }

    private static void InTransaction(DatabaseConnection connection, Action<DatabaseConnection> work)
    {
        connection.Execute("begin immediate");
        try
        {
            work(connection);
            connection.Execute("commit");
        }
        catch
        {
            if (!connection.IsAutocommit) connection.Execute("rollback");
            throw;
        }
    }

    private static DatabaseUnavailableException Damaged(StoreAddress address, string what, DatabaseException? cause) =>
        new($"The store {address.Path} is damaged. {what}", "Keep a copy of its folder, see what tessera verify says of the copy, and restore a backup.", cause);

    private static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException($"The folder {Path.GetDirectoryName(path)} cannot be made.", "Check the path and its permissions.", exception);
        }
    }

    /// <summary>What an error of the engine means for who wanted to use the database.</summary>
    public static DatabaseUnavailableException Unreadable(StoreAddress address, DatabaseException exception) => exception.PrimaryCode switch
    {
        raw.SQLITE_NOTADB => new($"The file {address.Path} is not a database.", "Name another file.", exception),
        raw.SQLITE_CORRUPT => Damaged(address, "Its pages contradict each other.", exception),
        raw.SQLITE_FULL => new($"There is no room left on the disk of {address.Path}.", "Free some space.", exception),
        raw.SQLITE_IOERR => new($"The disk of {address.Path} fails.", "Check the disk; keep a copy of the folder; restore a backup on another disk.", exception),
        _ => new($"The database {address.Path} cannot be opened: {exception.Message}", "Check the path, its permissions and the disk.", exception),
    };
}
