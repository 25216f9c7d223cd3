using Tessera.Database;

namespace Tessera.Centre.Quality;

/// <summary>The numbers of the sources in rows of quality, within one transaction: those that are given are read again in the next.</summary>
internal sealed class QualitySources(DatabaseConnection connection)
{
    private readonly Dictionary<int, string> names = Names(connection);

    /// <summary>The names by number.</summary>
    public IReadOnlyDictionary<int, string> ByNumber => names;

    public static Dictionary<int, string> Names(DatabaseConnection connection)
    {
        using var rows = connection.Query("select id, name from quality_source");
        var names = new Dictionary<int, string>();
        while (rows.Step()) names.Add((int)rows.Long(0), rows.Text(1));
        return names;
    }

    public int NumberOf(string name)
    {
        foreach (var (number, known) in names)
            if (known == name) return number;
        connection.Execute("insert into quality_source(name) values (?1)", name);
        var given = (int)connection.LastInsertRowId;
        names.Add(given, name);
        return given;
    }
}
