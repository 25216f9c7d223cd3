using System.Data;
using System.Data.Common;
using Npgsql;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Sql;

/// <summary>The databases of one run. Each is opened once and seen at one moment: what is read first and what is read later belong together.</summary>
internal sealed class SqlSessions : IDisposable
{
    private readonly Dictionary<string, (DbConnection Connection, DbTransaction Moment)> open = new(StringComparer.Ordinal);

    /// <summary>Puts a query.</summary>
    /// <exception cref="RemoteSourceException">The database cannot be opened, or refuses the query.</exception>
    public SqlTable Open(SqlQuery query, char decimalSign)
    {
        if (!open.TryGetValue(query.Connection.Name, out var session)) open[query.Connection.Name] = session = query.Connection.Open();
        DbCommand? command = null;
        try
        {
            var inner = query.Text.TrimEnd().TrimEnd(';');
            var header = Header(session, inner);
            command = Command(session, $"select * from (\n{inner}\n) as source_rows{Order(header, query)}");
            var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
            return new SqlTable(query, header, command, reader, decimalSign);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            command?.Dispose();
            throw Failed(query, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (connection, moment) in open.Values)
        {
            moment.Dispose();
            connection.Dispose();
        }

        open.Clear();
    }

    /// <summary>Says that a query failed. Errors about the query itself quote the query; others may quote what the rows hold.</summary>
    public static RemoteSourceException Failed(SqlQuery query, Exception failure)
    {
        var said = failure switch
        {
            PostgresException { SqlState: ['4', '2', ..] } about => $": {about.MessageText}",
            PostgresException other => $" ({other.SqlState})",
            Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 1 } about => $": {about.Message}",
            Microsoft.Data.Sqlite.SqliteException other => $" ({other.SqliteErrorCode})",
            _ => "",
        };
        return new RemoteSourceException($"the query of the table '{query.Table}' fails{said}");
    }

    private static string[] Header((DbConnection, DbTransaction) session, string query)
    {
        using var command = Command(session, $"select * from (\n{query}\n) as source_rows where 1 = 0");
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    private static DbCommand Command((DbConnection Connection, DbTransaction Moment) session, string text)
    {
        var command = session.Connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = session.Moment;
        // Large extracts take their time; the run can be stopped.
        command.CommandTimeout = 0;
        return command;
    }

    // By position: a name would have to be quoted as the database writes it. Columns that are missing are told for each row.
    private static string Order(string[] header, SqlQuery query)
    {
        var places = query.OrderedBy.Select(column => Array.FindIndex(header, name => name.Equals(column, StringComparison.OrdinalIgnoreCase)) + 1).Where(place => place > 0).ToList();
        return places.Count == 0 ? "" : $" order by {string.Join(", ", places)}";
    }
}
