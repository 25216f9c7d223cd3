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

    /// <summary>Index of a column, or -1 when it is none, such as a word.</summary>
    public int IndexOf(string name) => columns.FindIndex(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>States something of a column.</summary>
    public void Change(string name, Func<Column, Column> change)
    {
        var at = IndexOf(name);
        if (at >= 0) columns[at] = change(columns[at]);
        else columns.Add(change(new Column(name)));
    }
}
