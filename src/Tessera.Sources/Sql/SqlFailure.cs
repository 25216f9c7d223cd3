using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Sql;

/// <summary>Says why a database gives nothing. What a driver says may quote the connection string or what the rows hold, and is told only where it
/// is about the query itself.</summary>
internal static class SqlFailure
{
    private const string NoAnswer = "no answer came in time";

    /// <summary>Why a database cannot be opened; null for what is no failure of a database.</summary>
    public static RemoteSourceException? OfOpening(string name, Exception failure)
    {
        var (reason, refused) = failure switch
        {
            PostgresException { SqlState: ['2', '8', ..] } user => ($"the server refuses the user or the password ({user.SqlState})", true),
            PostgresException { SqlState: "3D000" } => ("the server has no database of this name (3D000)", false),
            PostgresException { SqlState: ['5', '3', ..] } full => ($"the server takes no more connections ({full.SqlState})", false),
            PostgresException other => ($"the server refuses the session ({other.SqlState})", false),
            SqliteException { SqliteErrorCode: 14 } => ("there is no such file, or it must not be read", false),
            SqliteException file => (OfFile(file.SqliteErrorCode), false),
            _ when Causes(failure).OfType<SocketException>().FirstOrDefault() is { } socket => (OfSocket(socket.SocketErrorCode), false),
            _ when Causes(failure).Any(cause => cause is TimeoutException) => (NoAnswer, false),
            _ when Causes(failure).Any(cause => cause is AuthenticationException) => ("the server's certificate is not trusted", false),
            DbException => ("no session can be begun with what the connection string says", false),
            ArgumentException or InvalidOperationException or NotSupportedException => ("the connection string says what cannot be done", false),
            _ => ((string?)null, false),
        };
        return reason is null ? null : new RemoteSourceException($"the database '{name}' cannot be opened: {reason}") { IsNotAuthorised = refused };
    }

    /// <summary>Why a query fails.</summary>
    public static RemoteSourceException OfQuery(SqlQuery query, Exception failure)
    {
        var (reason, ours) = failure switch
        {
            PostgresException { SqlState: "42501" } => ("the user must not read what it asks for (42501)", false),
            PostgresException { SqlState: ['4', '2', ..] } about => (about.MessageText, true),
            PostgresException { SqlState: "25006" } => ("it would write, and a source is only read (25006)", true),
            PostgresException other => ($"the server ends it ({other.SqlState})", false),
            SqliteException { SqliteErrorCode: 1 } about => (about.Message, true),
            SqliteException { SqliteErrorCode: 8 } => ("it would write, and a source is only read", true),
            SqliteException file => (OfFile(file.SqliteErrorCode), false),
            NotSupportedException => ("it has several statements, and a query is one", true),
            _ when Causes(failure).Any(cause => cause is TimeoutException) => (NoAnswer, false),
            _ => ("the connection broke", false),
        };
        return Of(query, reason, ours, failure is PostgresException { SqlState: "42501" });
    }

    /// <summary>Says what is wrong with a query.</summary>
    public static RemoteSourceException Of(SqlQuery query, string reason, bool isConfiguration, bool isNotAuthorised = false) =>
        new($"the query of the table '{query.Table}' fails: {reason}") { IsConfiguration = isConfiguration, IsNotAuthorised = isNotAuthorised };

    private static string OfFile(int code) => code switch
    {
        5 or 6 => "another process has locked the file for too long",
        11 => "the file is damaged",
        26 => "the file is no SQLite database",
        _ => $"the file cannot be read ({code})",
    };

    private static string OfSocket(SocketError error) => error switch
    {
        SocketError.ConnectionRefused or SocketError.AddressNotAvailable => "nobody listens at its host and port",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its host is not known",
        SocketError.TimedOut => NoAnswer,
        _ => $"no connection can be made ({error})",
    };

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
            if (cause is AggregateException several)
                foreach (var one in several.InnerExceptions.SelectMany(Causes)) yield return one;
        }
    }
}
