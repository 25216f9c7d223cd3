using CsvHelper;
using CsvHelper.Configuration;

namespace Tessera.Sources.Csv;

/// <summary>One delimited file, read as a stream: a header and then rows, each with its place, readable or not.</summary>
internal sealed class CsvTable : IRowTable
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly WellFormedText text;
    private readonly CsvParser parser;

    private CsvTable(StreamReader source, char delimiter)
    {
        text = new WellFormedText(source, delimiter);
        parser = new CsvParser(text, new CsvConfiguration(System.Globalization.CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            CacheFields = true,
            BufferSize = 1 << 14,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        });
        Header = parser.Read() ? Trimmed() : [];
        HeaderPlace = text.Places.Count > 0 ? text.Places.Dequeue() : new CsvRow(1, 1, [], "the file is empty");
    }

    /// <summary>Names of the columns as the file writes them, without surrounding spaces.</summary>
    public string[] Header { get; }

    /// <summary>Place of the header, with a problem when there is none.</summary>
    public CsvRow HeaderPlace { get; }

    /// <summary>Opens a file.</summary>
    public static CsvTable Open(string path, CsvFormat format)
    {
        var delimiter = format.Delimiter ?? MostUsed(path, format);
        return new CsvTable(CsvText.Open(path, format.Encoding), delimiter);
    }

    /// <summary>The rows after the header, in the file's order.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        while (parser.Read())
        {
            while (text.Places.TryDequeue(out var place))
            {
                yield return place.Problem is null ? WithCells(place) : place;
                if (place.Problem is null) break;
            }
        }
        while (text.Places.TryDequeue(out var last)) yield return last;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        parser.Dispose();
        text.Dispose();
    }

    private CsvRow WithCells(CsvRow place)
    {
        var cells = Trimmed();
        if (Array.Exists(cells, cell => cell.Contains('\uFFFD', StringComparison.Ordinal)))
            return place with { Problem = "some bytes are not text in the encoding of the file", Pieces = Filled(cells) };
        if (cells.Length < Header.Length)
            return place with { Problem = $"the row has {cells.Length} cells and the header has {Header.Length}", Pieces = Filled(cells) };
        // Spreadsheets add empty cells at the end; a filled one has no column to belong to.
        if (cells.Length > Header.Length && Array.Exists(cells[Header.Length..], cell => cell.Length > 0))
            return place with { Problem = $"the row has {cells.Length} cells and the header has {Header.Length}", Pieces = Filled(cells) };
        return place with { Cells = cells };
    }

    private static int Filled(string[] cells) => cells.Count(cell => cell.Length > 0);

    // The parser trims spaces only; exports also pad with tabs and no-break spaces.
    private string[] Trimmed()
    {
        var cells = new string[parser.Count];
        for (var i = 0; i < cells.Length; i++) cells[i] = parser[i].Trim();
        return cells;
    }

    private static char MostUsed(string path, CsvFormat format)
    {
        using var reader = CsvText.Open(path, format.Encoding);
        string? line;
        do line = reader.ReadLine(); while (line is not null && string.IsNullOrWhiteSpace(line));
        return line is null ? ',' : Delimiters.MaxBy(delimiter => line.Count(letter => letter == delimiter));
    }
}
