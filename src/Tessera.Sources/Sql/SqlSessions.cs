using System.Data;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;
using Tessera.Sources.Remote;

namespace Tessera.Sources.Sql;

/// <summary>The databases of one run. Each is opened once and seen at one moment: what is read first and what is read later belong together.</summary>
/// <param name="cancel">Ends the run, also while a database says nothing.</param>
internal sealed class SqlSessions(CancellationToken cancel) : IDisposable
{
    private readonly Dictionary<string, (DbConnection Connection, DbTransaction Moment)> open = new(StringComparer.Ordinal);
    private readonly List<CancellationTokenRegistration> interrupts = [];

    /// <summary>Puts a query.</summary>
    /// <exception cref="RemoteSourceException">The database cannot be opened, or refuses the query.</exception>
    public SqlTable Open(SqlQuery query, char decimalSign)
    {
        var session = Session(query.Connection);
        DbCommand? command = null;
        try
        {
            var inner = query.Text.TrimEnd().TrimEnd(';');
            var header = session.Connection is SqliteConnection sqlite ? Header(sqlite, inner) : Header((NpgsqlConnection)session.Connection, inner);
            RefuseRepeated(header, query);
            command = session.Connection.CreateCommand();
            command.CommandText = $"select * from (\n{inner}\n) as source_rows{Order(header, query)}";
            command.Transaction = session.Moment;
            var reader = Wait(command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel));
            return new SqlTable(query, header, command, reader, decimalSign, cancel);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or NotSupportedException or IOException and not RemoteSourceException or OperationCanceledException)
        {
            command?.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw SqlFailure.OfQuery(query, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var interrupt in interrupts) interrupt.Dispose();
        foreach (var (connection, moment) in open.Values)
        {
            moment.Dispose();
            connection.Dispose();
        }

        open.Clear();
    }

    /// <summary>Waits for a database; only its asynchronous calls can be ended from outside.</summary>
    internal static T Wait<T>(Task<T> task)
    {
        var (result, failure) = (default(T)!, (ExceptionDispatchInfo?)null);
        using var done = new ManualResetEventSlim();
        _ = Take();
        done.Wait(CancellationToken.None);
        failure?.Throw();
        return result;

        // On no thread that a reader of rows blocks; most rows are there at once.
        async Task Take()
        {
            try
            {
                result = await task.ConfigureAwait(false);
            }
            catch (Exception caught)
            {
                failure = ExceptionDispatchInfo.Capture(caught);
            }
            finally
            {
                done.Set();
            }
        }
    }

    // What SQLite computes within one call is ended by its own means only.
    private (DbConnection Connection, DbTransaction Moment) Session(SqlConnectionSettings settings)
    {
        if (open.TryGetValue(settings.Name, out var session)) return session;
        session = settings.Open(cancel);
        if (session.Connection is SqliteConnection { Handle: { } handle }) interrupts.Add(cancel.Register(() => raw.sqlite3_interrupt(handle)));
        return open[settings.Name] = session;
    }

    // A batch takes one statement an item, so that what only seems to be part of the query is not run.
    private string[] Header(NpgsqlConnection connection, string query)
    {
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select * from (\n{query}\n) as source_rows where 1 = 0"));
        using var reader = Wait(batch.ExecuteReaderAsync(cancel));
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    // As the query itself names its columns: around it, SQLite would number those that have the same name.
    private static string[] Header(SqliteConnection connection, string query)
    {
        var code = raw.sqlite3_prepare_v2(connection.Handle, query, out var statement, out var rest);
        using (statement)
        {
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
            if (!string.IsNullOrWhiteSpace(rest)) throw new NotSupportedException();
            return [.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string())];
        }
    }

    // Nobody can say which of two columns of one name the mapping means.
    private static void RefuseRepeated(string[] header, SqlQuery query)
    {
        var repeated = header.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any()).Select(same => $"'{same.Key}'").ToList();
        if (repeated.Count > 0) throw SqlFailure.Of(query, $"it gives several columns of the same name: {string.Join(", ", repeated)}", isConfiguration: true);
    }

    // By position: a name would have to be quoted as the database writes it. Columns that are missing are told for each row.
    private static string Order(string[] header, SqlQuery query)
    {
        var places = query.OrderedBy.Select(column => Array.FindIndex(header, name => name.Equals(column, StringComparison.OrdinalIgnoreCase)) + 1).Where(place => place > 0).ToList();
        return places.Count == 0 ? "" : $" order by {string.Join(", ", places)}";
    }
}
