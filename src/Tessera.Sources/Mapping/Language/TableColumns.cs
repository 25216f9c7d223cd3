using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>The columns of a table, in the order in which its mapping names them.</summary>
internal sealed class TableColumns
{
    private readonly List<Column> columns = [];
    private readonly List<YamlNode?> places = [];

    public IReadOnlyList<Column> All => columns;

    /// <summary>Names a column; returns its name.</summary>
    public string Use(string name, YamlNode? place = null)
    {
        Change(name, column => column, place);
        return name;
    }

    /// <summary>Index of a column, or -1 when it is none, such as a word.</summary>
    public int IndexOf(string name) => columns.FindIndex(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where the mapping first names a column; null where it is not said.</summary>
    public YamlNode? PlaceOf(int column) => places[column];

    /// <summary>States something of a column.</summary>
    public void Change(string name, Func<Column, Column> change, YamlNode? place = null)
    {
        var at = IndexOf(name);
        if (at < 0)
        {
            at = columns.Count;
            columns.Add(new Column(name));
            places.Add(null);
        }

        columns[at] = change(columns[at]);
        places[at] ??= place;
    }
}
