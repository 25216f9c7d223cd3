using Tessera.Sources.Csv;
using Tessera.Sources.Sql;

namespace Tessera.Sources.Mapping;

/// <summary>One file of a source and how its header matches its layout.</summary>
internal sealed class SourceFile
{
    /// <summary>A column that the layout does not know.</summary>
    public const int Foreign = -1;

    /// <summary>A column that the file has already given.</summary>
    public const int Repeated = -2;

    private bool[] present = [];
    private string[] reasons = [];

    public SourceFile(Layout layout, string path, short number, FileSettings settings) =>
        (Layout, Path, Number, Settings) = (layout, path, number, settings);

    public Layout Layout { get; }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Number of the file within the source.</summary>
    public short Number { get; }

    public FileSettings Settings { get; }

    /// <summary>What people say that rows of the file should say; null for nothing.</summary>
    public FileCorrections? Corrections { get; init; }

    /// <summary>What else the mapping makes of the same file.</summary>
    public IReadOnlyList<Layout> Beside { get; init; } = [];

    /// <summary>The databases of the run, for a query.</summary>
    public SqlSessions? Databases { get; init; }

    /// <summary>Headers as the file writes them.</summary>
    public string[] Header { get; private set; } = [];

    /// <summary>Layout column of each column of the file, or <see cref="Foreign"/> or <see cref="Repeated"/>.</summary>
    public int[] ColumnOf { get; private set; } = [];

    public bool HasColumn(int column) => present[column];

    /// <summary>Why a column of the file is left out that the layout does not know.</summary>
    public string WhyForeign(int cell) => reasons[cell];

    /// <summary>Columns that the layout reads, that it does not call optional, and that the file lacks.</summary>
    public IReadOnlyList<int> Lacking { get; private set; } = [];

    /// <summary>Places of cells whose column the file has already given, with that column.</summary>
    public IReadOnlyList<(int Cell, int Column)> Again { get; private set; } = [];

    /// <summary>Opens the file and matches its header.</summary>
    public IRowTable Open()
    {
        IRowTable table = Settings.Query is { } query ? Databases!.Open(query, Settings.DecimalSign) : CsvTable.Open(Path, Settings.Format);
        Header = table.Header;
        present = new bool[Layout.Columns.Count];
        ColumnOf = Array.ConvertAll(Header, Match);
        reasons = Array.ConvertAll(Header, header => Beside.FirstOrDefault(layout => layout.Find(header) >= 0) is { } other ? $"the table {other.Name} reads it" : IgnoredCell.Unread);
        Lacking = [.. Enumerable.Range(0, present.Length).Where(column => !present[column] && Layout.Columns[column].MustBeThere)];
        Again = [.. Enumerable.Range(0, Header.Length).Where(cell => ColumnOf[cell] == Repeated).Select(cell => (cell, Layout.Find(Header[cell]))).Where(again => Layout.Columns[again.Item2].IsRead)];
        return table;
    }

    /// <summary>The rows of the opened file, corrections applied.</summary>
    public IEnumerable<CsvRow> Rows(IRowTable table) => Corrections is { } corrections ? table.Rows().Select(row => corrections.Apply(Header, row)) : table.Rows();

    /// <summary>Date formats of a column: those stated for it or for all columns, else the layout's own.</summary>
    public IReadOnlyList<string> DateFormats(Column column) =>
        Settings.DateFormats.TryGetValue(column.Name, out var own) ? own
        : Settings.DateFormats.TryGetValue("", out var all) ? all : column.DateFormats;

    /// <summary>What to do about a missing column: in the mapping where that is the centre's own, else in the file.</summary>
    public string ColumnFix(int column, bool inMapping = false)
    {
        var wanted = Layout.Columns[column].Name;
        // Nobody calls a column so, but it is easily written where two are meant.
        if (wanted.Contains('$', StringComparison.Ordinal)) return $"Write columns that make one text together as \"{Together(wanted)}\".";
        var near = Header.Where((_, cell) => ColumnOf[cell] == Foreign).MinBy(header => Distance(header, wanted));
        return near is not null && Distance(near, wanted) <= 2
            ? inMapping ? $"Write {near} in the mapping, as the file does." : $"Rename the column {near} to {wanted}."
            : inMapping ? $"Write a column of the file in the place of {wanted}." : $"Add the column {wanted}.";
    }

    private static string Together(string names) => string.Join(' ', names.Split([' ', '$', '{', '}'], StringSplitOptions.RemoveEmptyEntries).Select(name => $"{{${name}}}"));

    private int Match(string header)
    {
        var column = Layout.Find(header);
        if (column < 0) return Foreign;
        if (present[column]) return Repeated;
        present[column] = true;
        return column;
    }

    // Levenshtein, without regard to case.
    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 0; i < first.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < second.Length; j++)
            {
                var cost = char.ToLowerInvariant(first[i]) == char.ToLowerInvariant(second[j]) ? 0 : 1;
                (diagonal, row[j + 1]) = (row[j + 1], Math.Min(Math.Min(row[j], row[j + 1]) + 1, diagonal + cost));
            }
        }
        return row[^1];
    }
}
