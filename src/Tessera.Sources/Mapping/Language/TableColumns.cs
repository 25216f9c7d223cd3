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

    /// <summary>Names a column only to leave it out: a file may then lack it.</summary>
    public void LeaveOut(string name, YamlNode place, string? why = null) => Change(At(name), column => why is null ? column : column with { Unused = why }, place);

    /// <summary>States something of a column that is read.</summary>
    public void Change(string name, Func<Column, Column> change, YamlNode? place = null) => Change(At(name), column => change(column) with { IsRead = true }, place);

    /// <summary>States that files may lack some columns, a star at the end of a name for all that begin so; false when the table reads no such column.</summary>
    public bool MayLack(string name)
    {
        var isKnown = false;
        for (var at = 0; at < columns.Count; at++)
        {
            if (!(name.EndsWith('*') ? columns[at].Name.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase) : columns[at].Name.Equals(name, StringComparison.OrdinalIgnoreCase))) continue;
            columns[at] = columns[at] with { IsOptional = true };
            isKnown = true;
        }

        return isKnown;
    }

    private int At(string name)
    {
        if (IndexOf(name) is >= 0 and var known) return known;
        columns.Add(new Column(name));
        places.Add(null);
        return columns.Count - 1;
    }

    private void Change(int at, Func<Column, Column> change, YamlNode? place)
    {
        columns[at] = change(columns[at]);
        if (place is null || places[at] is not null) return;
        places[at] = place;
        columns[at] = columns[at] with { Place = ((int)place.Start.Line, (int)place.Start.Column) };
    }
}
