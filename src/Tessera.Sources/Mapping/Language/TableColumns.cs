namespace Tessera.Sources.Mapping.Language;

/// <summary>The columns of a table, in the order in which its mapping names them.</summary>
internal sealed class TableColumns
{
    private readonly List<Column> columns = [];

    public IReadOnlyList<Column> All => columns;

    /// <summary>Names a column; returns its name.</summary>
    public string Use(string name)
    {
        Change(name, column => column);
        return name;
    }

    /// <summary>States something of a column.</summary>
    public void Change(string name, Func<Column, Column> change)
    {
        var at = columns.FindIndex(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (at >= 0) columns[at] = change(columns[at]);
        else columns.Add(change(new Column(name)));
    }
}
