using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Sql;

/// <summary>A database that queries of a mapping are put to. Sessions only read: the database itself refuses anything else.</summary>
/// <param name="Name">Its name in the mapping.</param>
internal sealed record SqlConnectionSettings(string Name)
{
    private const int Busy = 5;
    private const int Locked = 6;

    /// <summary>Where the connection string of a PostgreSQL database is kept.</summary>
    public Secret? Postgres { get; init; }

    /// <summary>Path of a SQLite file.</summary>
    public string? Sqlite { get; init; }

    /// <summary>How long a SQLite file is waited for that somebody else has locked.</summary>
    public TimeSpan LongestLock { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Opens a connection whose queries all see the database at one moment.</summary>
    /// <exception cref="RemoteSourceException">It cannot be opened.</exception>
    public (DbConnection Connection, DbTransaction Moment) Open(CancellationToken cancel)
    {
        DbConnection? connection = null;
        try
        {
            connection = Sqlite is not null
                ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Sqlite, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 1 }.ToString())
                : new NpgsqlConnection(PostgresText.Read(Name, Postgres!.Read()));
            _ = SqlSessions.Wait(Open(connection, cancel));
            return (connection, connection is SqliteConnection sqlite ? Begin(sqlite, cancel) : SqlSessions.Wait(connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel).AsTask()));
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            cancel.ThrowIfCancellationRequested();
            // What the driver says may quote the connection string.
            if (SqlFailure.OfOpening(Name, failure) is { } told) throw told;
            throw;
        }
    }

    private static async Task<DbConnection> Open(DbConnection connection, CancellationToken cancel)
    {
        await connection.OpenAsync(cancel).ConfigureAwait(false);
        return connection;
    }

    // The transaction sees the file as it is when it first reads, and from then on nobody can lock it away.
    private SqliteTransaction Begin(SqliteConnection connection, CancellationToken cancel)
    {
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "pragma query_only = on";
        pragma.ExecuteNonQuery();
        var moment = connection.BeginTransaction(deferred: true);
        using var first = connection.CreateCommand();
        first.CommandText = "select count(*) from sqlite_master";
        first.Transaction = moment;
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                first.ExecuteScalar();
                return moment;
            }
            catch (SqliteException locked) when (locked.SqliteErrorCode is Busy or Locked && Stopwatch.GetElapsedTime(began) < LongestLock)
            {
                // Each try waits a second by itself.
            }
        }
    }
}
