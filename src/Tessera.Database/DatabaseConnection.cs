using SQLitePCL;

namespace Tessera.Database;

/// <summary>One connection to a SQLite database with its prepared statements. For one thread at a time.</summary>
public sealed partial class DatabaseConnection : IDisposable
{
    private const int KeptStatements = 256;

    // SQLITE_DBCONFIG_ENABLE_QPSG, which the binding does not name: https://www.sqlite.org/c3ref/c_dbconfig_defensive.html
    private const int QueryPlannerStability = 1007;

    // SQLITE_DBSTATUS_CACHE_WRITE: https://www.sqlite.org/c3ref/c_dbstatus_options.html
    private const int CacheWrites = 9;

    // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE
    private const int NoCheckpointOnClose = 1006;

    private readonly sqlite3 handle;
    private readonly Dictionary<string, Statement> statements = new(StatementText.Comparer);
    private long uses;

    // SQLITE_CONFIG_MEMSTATUS: counting its memory, which nobody reads, takes a lock for every allocation (https://www.sqlite.org/c3ref/c_config_covering_index_scan.html).
    private const int CountMemory = 9;

    static DatabaseConnection()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(CountMemory, 0);
    }

    private DatabaseConnection(sqlite3 handle) => this.handle = handle;

    internal static DatabaseConnection Open(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            handle?.Dispose();
            throw new DatabaseException(code, raw.sqlite3_errstr(code).utf8_to_string());
        }
        _ = raw.sqlite3_extended_result_codes(handle, 1);
        // Otherwise a statement with "limit ?" is compiled anew for every value: three quarters of the cost of a small search.
        _ = raw.sqlite3_db_config(handle, QueryPlannerStability, 1, out _);
        return new DatabaseConnection(handle);
    }

    /// <summary>The rowid of the last insert.</summary>
    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(handle);

    /// <summary>Number of rows that the last insert, update or delete changed.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>Number of pages, those of the log, that this connection has written since this was asked last.</summary>
    internal int TakePagesWritten() => raw.sqlite3_db_status(handle, CacheWrites, out var written, out _, 1) == raw.SQLITE_OK ? written : 0;

    /// <summary>Leaves the log as it is when the connection is closed: what a failed disk did not take is still in it.</summary>
    internal void KeepLogOnClose() => _ = raw.sqlite3_db_config(handle, NoCheckpointOnClose, 1, out _);

    /// <summary>Whether no transaction is open.</summary>
    internal bool IsAutocommit => raw.sqlite3_get_autocommit(handle) != 0;

    /// <summary>A prepared statement, from the cache when it was used before. Dispose it after use.</summary>
    /// <param name="sql">One statement; parameters are <c>?1</c>, <c>?2</c> …</param>
    public Statement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var statement))
        {
            if (statement.InUse) statement = Compile(sql, cached: false);
        }
        else
        {
            if (statements.Count >= KeptStatements) ForgetOldest();
            statements.Add(sql, statement = Compile(sql, cached: true));
        }
        statement.InUse = true;
        statement.LastUse = ++uses;
        return statement;
    }

    /// <summary>A statement with its parameters bound. Step through its rows and dispose it.</summary>
    public Statement Query(string sql, params ReadOnlySpan<SqlValue> values)
    {
        var statement = Prepare(sql);
        for (var i = 0; i < values.Length; i++) values[i].BindTo(statement, i + 1);
        return statement;
    }

    /// <summary>Runs a statement without rows.</summary>
    /// <returns>Number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var statement = Query(sql, values);
        while (statement.Step())
        {
            // A pragma may answer with a row that nobody asked for.
        }
        return Changes;
    }

    /// <summary>The first column of the first row as an integer, or null when there is no row or it is null.</summary>
    public long? Long(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var statement = Query(sql, values);
        return statement.Step() ? statement.LongOrNull(0) : null;
    }

    /// <summary>The first column of the first row as text, or null when there is no row or it is null.</summary>
    public string? Text(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var statement = Query(sql, values);
        return statement.Step() ? statement.TextOrNull(0) : null;
    }

    /// <summary>Runs several statements separated by semicolons, without parameters.</summary>
    public void ExecuteScript(string sql)
    {
        if (raw.sqlite3_exec(handle, sql) != raw.SQLITE_OK) throw Failure();
    }

    /// <summary>Stops the statement that runs now; safe from any thread.</summary>
    internal void Interrupt() => raw.sqlite3_interrupt(handle);

    /// <summary>Copies all pages into another database, as of the moment that this connection's transaction sees.</summary>
    internal void CopyTo(DatabaseConnection copy, Action<int, int>? progress, CancellationToken cancel)
    {
        const int Piece = 512;
        using var backup = raw.sqlite3_backup_init(copy.handle, "main", handle, "main");
        if (backup is null || backup.IsInvalid) throw copy.Failure();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var code = raw.sqlite3_backup_step(backup, Piece);
            if (code == raw.SQLITE_DONE) return;
            if (code != raw.SQLITE_OK) throw new DatabaseException(code, raw.sqlite3_errstr(code).utf8_to_string());
            var remaining = raw.sqlite3_backup_remaining(backup);
            progress?.Invoke(raw.sqlite3_backup_pagecount(backup) - remaining, remaining);
        }
    }

    internal DatabaseException Failure() => new(raw.sqlite3_extended_errcode(handle), raw.sqlite3_errmsg(handle).utf8_to_string());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Close();
        statements.Clear();
        handle.Dispose();
    }

    private Statement Compile(string sql, bool cached)
    {
        var code = raw.sqlite3_prepare_v3(handle, sql, cached ? (uint)raw.SQLITE_PREPARE_PERSISTENT : 0, out var prepared);
        return code == raw.SQLITE_OK ? new Statement(this, prepared, cached) : throw Failure();
    }

    private void ForgetOldest()
    {
        var oldest = statements.Where(pair => !pair.Value.InUse).OrderBy(pair => pair.Value.LastUse).Take(KeptStatements / 4).ToList();
        foreach (var (sql, statement) in oldest)
        {
            statements.Remove(sql);
            statement.Close();
        }
    }
}
