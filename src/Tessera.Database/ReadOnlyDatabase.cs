using SQLitePCL;

namespace Tessera.Database;

/// <summary>One moment of a database, read beside the process that owns it: nothing is written, the owner goes on, and what it commits
/// meanwhile is not seen. While it is open the owner's write-ahead log grows. For one thread at a time.</summary>
public sealed class ReadOnlyDatabase : IDisposable
{
    private ReadOnlyDatabase(StoreAddress address, DatabaseConnection connection) => (Address, Connection) = (address, connection);

    /// <summary>Where it is.</summary>
    public StoreAddress Address { get; }

    /// <summary>The connection, in a read transaction. Temporary tables may be made.</summary>
    public DatabaseConnection Connection { get; }

    /// <summary>The schemas in it with their versions.</summary>
    public IReadOnlyDictionary<string, long> SchemaVersions
    {
        get
        {
            var versions = new SortedDictionary<string, long>(StringComparer.Ordinal);
            using var rows = Connection.Query("select schema, version from schema_version order by 1");
            while (rows.Step()) versions.Add(rows.Text(0), rows.Long(1));
            return versions;
        }
    }

    /// <summary>Opens the newest moment.</summary>
    /// <exception cref="DatabaseUnavailableException">There is none, it is another program's, or it cannot be read.</exception>
    public static ReadOnlyDatabase Open(StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!File.Exists(address.Path)) throw new DatabaseUnavailableException($"There is no store at {address.Path}.", "Check the path.");
        DatabaseConnection? connection = null;
        try
        {
            connection = DatabaseConnection.Open(address.Path, raw.SQLITE_OPEN_READONLY);
            connection.ExecuteScript("pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -32768; begin");
            // The first statement that reads decides which moment it is.
            var tables = connection.Long("select count(*) from sqlite_master where name = 'schema_version'");
            if (tables == 0 || connection.Long("pragma application_id") != SqliteDatabase.ApplicationId)
                throw new DatabaseUnavailableException($"The file {address.Path} is a database of another program.", "Name another file.");
            return new ReadOnlyDatabase(address, connection);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            if (failure is DatabaseException engine) throw SqliteDatabase.Unreadable(address, engine);
            throw;
        }
    }

    /// <summary>Stops the running statement when the token is cancelled.</summary>
    public CancellationTokenRegistration InterruptOn(CancellationToken cancel) =>
        cancel.UnsafeRegister(static state => ((DatabaseConnection)state!).Interrupt(), Connection);

    /// <summary>What the engine says of the file's structure: damaged pages, rows that an index lacks, constraints that do not hold. Empty when all is well.</summary>
    /// <param name="most">At most so many complaints.</param>
    /// <param name="quick">Whether to leave out the comparison of indexes with their tables.</param>
    /// <param name="cancel">Stops the check.</param>
    public IReadOnlyList<string> CheckStructure(int most, bool quick, CancellationToken cancel)
    {
        var complaints = new List<string>();
        using var interrupt = InterruptOn(cancel);
        try
        {
            using var rows = Connection.Query(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pragma {(quick ? "quick_check" : "integrity_check")}({most})"));
            while (rows.Step())
                if (rows.Text(0) is var text and not "ok") complaints.AddRange(text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("***", StringComparison.Ordinal)));
        }
        catch (DatabaseException exception) when (exception.IsInterrupted)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (DatabaseException exception)
        {
            complaints.Add(exception.Message);
        }

        return complaints;
    }

    /// <summary>Copies this moment into a new file that stands alone: without a write-ahead log, for its owner only, and on the disk when this returns.</summary>
    /// <param name="path">The new file.</param>
    /// <param name="progress">Told the pages copied and those still to copy; or null.</param>
    /// <param name="cancel">Stops between pieces.</param>
    /// <exception cref="DatabaseException">The disk is full or fails, or a page cannot be read.</exception>
    public void CopyTo(string path, Action<int, int>? progress, CancellationToken cancel)
    {
        SqliteDatabase.CreateFile(path);
        using (var copy = DatabaseConnection.Open(path, raw.SQLITE_OPEN_READWRITE))
        {
            copy.ExecuteScript("pragma synchronous = off; pragma journal_mode = off");
            Connection.CopyTo(copy, progress, cancel);
            copy.ExecuteScript("pragma journal_mode = delete");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        DiskFlush.Require(file);
    }

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
