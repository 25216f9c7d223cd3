using System.Data.Common;
using Tessera.Sources.Csv;

namespace Tessera.Sources.Sql;

/// <summary>The answer to a query, read as a stream.</summary>
internal sealed class SqlTable(SqlQuery query, string[] header, DbCommand command, DbDataReader reader, char decimalSign) : IRowTable
{
    /// <inheritdoc/>
    public string[] Header => header;

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
            return reader.Read();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or IOException)
        {
            throw SqlSessions.Failed(query, failure);
        }
    }

    private CsvRow Row(int number)
    {
        var cells = new string[header.Length];
        for (var column = 0; column < cells.Length; column++)
        {
            try
            {
                cells[column] = SqlCell.Text(reader.GetValue(column), decimalSign);
            }
            catch (Exception beyond) when (beyond is OverflowException or InvalidCastException or FormatException or ArgumentOutOfRangeException)
            {
                // Infinite dates, numbers of hundreds of digits.
                return new CsvRow(number, number, [], $"the value of {header[column]} is beyond what can be read") { Pieces = cells.Length };
            }
        }

        return new CsvRow(number, number, cells, null);
    }
}
