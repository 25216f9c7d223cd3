using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Sql;

/// <summary>A database that queries of a mapping are put to. Sessions only read: the database itself refuses anything else.</summary>
/// <param name="Name">Its name in the mapping.</param>
internal sealed record SqlConnectionSettings(string Name)
{
    /// <summary>Where the connection string of a PostgreSQL database is kept.</summary>
    public Secret? Postgres { get; init; }

    /// <summary>Path of a SQLite file.</summary>
    public string? Sqlite { get; init; }

    /// <summary>Opens a connection whose queries all see the database at one moment.</summary>
    /// <exception cref="RemoteSourceException">It cannot be opened.</exception>
    public (DbConnection Connection, DbTransaction Moment) Open()
    {
        DbConnection? connection = null;
        try
        {
            connection = Sqlite is not null
                ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Sqlite, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString())
                : new NpgsqlConnection(PostgresText(Postgres!.Read()));
            connection.Open();
            return (connection, Begin(connection));
        }
        catch (Exception failure) when (failure is DbException or ArgumentException or InvalidOperationException or TimeoutException or System.Net.Sockets.SocketException)
        {
            connection?.Dispose();
            // What the driver says may quote the connection string.
            throw new RemoteSourceException($"the database '{Name}' cannot be opened{(failure is PostgresException { SqlState: var state } ? $" ({state})" : "")}");
        }
    }

    private static DbTransaction Begin(DbConnection connection)
    {
        if (connection is SqliteConnection sqlite)
        {
            using var pragma = sqlite.CreateCommand();
            pragma.CommandText = "pragma query_only = on";
            pragma.ExecuteNonQuery();
            return sqlite.BeginTransaction(deferred: true);
        }

        var moment = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        using var readOnly = connection.CreateCommand();
        readOnly.CommandText = "set transaction read only";
        readOnly.Transaction = moment;
        readOnly.ExecuteNonQuery();
        return moment;
    }

    // Keywords or a URI. Beyond this machine the server's certificate is checked unless the string says otherwise.
    private static string PostgresText(string text)
    {
        var builder = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "postgres" or "postgresql" ? OfUri(address) : new NpgsqlConnectionStringBuilder(text);
        var isLocal = builder.Host is null or "localhost" or "127.0.0.1" or "::1" || builder.Host.StartsWith('/');
        if (!isLocal && !builder.ContainsKey("SSL Mode")) builder.SslMode = SslMode.VerifyFull;
        builder.ApplicationName = "Tessera";
        builder.Pooling = false;
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder OfUri(Uri address)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/')) };
        if (address.Port > 0) builder.Port = address.Port;
        var user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var part in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (part.Split('=', 2) is [var key, var value]) builder[key == "sslmode" ? "SSL Mode" : key] = key == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : Uri.UnescapeDataString(value);
        return builder;
    }
}
