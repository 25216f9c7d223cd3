using System.Data.Common;
using Npgsql;
using Tessera.Sources.Csv;

namespace Tessera.Sources.Sql;

/// <summary>The answer to a query, read as a stream.</summary>
internal sealed class SqlTable : IRowTable
{
    private readonly SqlQuery query;
    private readonly DbCommand command;
    private readonly DbDataReader reader;
    private readonly char decimalSign;
    private readonly CancellationToken cancel;
    private readonly bool[] isDay;

    public SqlTable(SqlQuery query, string[] header, DbCommand command, DbDataReader reader, char decimalSign, CancellationToken cancel)
    {
        (this.query, Header, this.command, this.reader, this.decimalSign, this.cancel) = (query, header, command, reader, decimalSign, cancel);
        isDay = [.. header.Select((_, column) => reader is NpgsqlDataReader && reader.GetDataTypeName(column) == "date")];
    }

    /// <inheritdoc/>
    public string[] Header { get; }

    /// <inheritdoc/>
    public CsvRow HeaderPlace => new(0, 0, [], null);

    /// <inheritdoc/>
    public IEnumerable<CsvRow> Rows()
    {
        for (var number = 1; Next(); number++) yield return Row(number);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A reader that is left early would otherwise read the rest.
        try
        {
            command.Cancel();
        }
        catch (Exception failure) when (failure is DbException or NotSupportedException)
        {
            // There is nothing left to stop.
        }

        reader.Dispose();
        command.Dispose();
    }

    private bool Next()
    {
        try
        {
            return SqlSessions.Wait(reader.ReadAsync(cancel));
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or IOException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            throw SqlFailure.OfQuery(query, failure);
        }
    }

    private CsvRow Row(int number)
    {
        var cells = new string[Header.Length];
        for (var column = 0; column < cells.Length; column++)
        {
            string? problem = null;
            try
            {
                cells[column] = isDay[column] ? SqlCell.Day(reader, column, ref problem) : SqlCell.Text(reader.GetValue(column), decimalSign, ref problem);
            }
            catch (Exception beyond) when (beyond is OverflowException or InvalidCastException or FormatException or ArgumentException)
            {
                problem = SqlCell.Beyond;
            }

            if (problem is not null) return new CsvRow(number, number, [], $"the value of {Header[column]} {problem}") { Pieces = cells.Length };
        }

        return new CsvRow(number, number, cells, null);
    }
}
