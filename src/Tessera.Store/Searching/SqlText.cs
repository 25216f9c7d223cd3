using System.Text;
using Tessera.Database;

namespace Tessera.Store.Searching;

/// <summary>A statement under construction with the values of its parameters. The text depends only on the shape of a search, never on
/// its values, so that prepared statements are found again.</summary>
internal sealed class SqlText
{
    // https://www.sqlite.org/limits.html, SQLITE_MAX_VARIABLE_NUMBER
    private const int MostParameters = 32_766;

    private readonly StringBuilder text = new(512);
    private readonly List<SqlValue> values = [];
    private int aliases;

    public SqlText Add(string part)
    {
        text.Append(part);
        return this;
    }

    /// <summary>Adds a parameter with its value.</summary>
    public SqlText Bind(SqlValue value)
    {
        values.Add(value);
        text.Append('?').Append(values.Count);
        return this;
    }

    /// <summary>Adds a list of parameters in parentheses.</summary>
    public SqlText BindList(IReadOnlyList<long> list)
    {
        text.Append('(');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0) text.Append(',');
            Bind(list[i]);
        }
        text.Append(')');
        return this;
    }

    /// <summary>A table alias that is not in use yet.</summary>
    public string NewAlias() => $"x{++aliases}";

    /// <exception cref="SearchTooLargeException">It has more parameters than a statement may have.</exception>
    public Statement Query(DatabaseConnection connection)
    {
        if (values.Count > MostParameters) throw new SearchTooLargeException();
        var statement = connection.Prepare(text.ToString());
        for (var i = 0; i < values.Count; i++) statement.Bind(i + 1, values[i]);
        return statement;
    }

    public override string ToString() => text.ToString();
}
