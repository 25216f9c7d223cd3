using System.Text;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>The rows of a CSV file (RFC 4180) under their header; the delimiter is the comma, semicolon or tab that the header uses most.</summary>
internal sealed class CsvRows : IDisposable
{
    private const int LongestCell = 1 << 20;
    private readonly string name;
    private readonly StreamReader reader;
    private readonly StringBuilder cell = new();
    private readonly List<string> cells = [];
    private readonly char delimiter;
    private int nextLine = 1;

    public CsvRows(ReleaseFile file)
    {
        name = file.Name;
        if (file.Start(2) is [0xFF, 0xFE] or [0xFE, 0xFF]) throw WrongEncoding(1);
        delimiter = DelimiterOf(file.Start(1 << 16));
        reader = new StreamReader(file.Open(), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, 1 << 16);
        Decoded(() => reader.Peek() == '\uFEFF' && reader.Read() >= 0);
        Header = TryRead(out var header) ? header.Select(column => column.Trim()).ToArray() : throw new ReleaseRefusedException($"{name} is empty.", "Give a file with a header.");
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>The line on which the last row began, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Position of a column, without regard to case; -1 when there is none.</summary>
    public int Find(string column) => Header.Index().Where(found => found.Item.Equals(column, StringComparison.OrdinalIgnoreCase)).Select(found => found.Index).FirstOrDefault(-1);

    /// <summary>Position of a column that has to be there.</summary>
    public int Require(string column) => Find(column) is >= 0 and var index ? index
        : throw new ReleaseRefusedException($"{name}, line 1: there is no column '{column}'.", $"The columns are {string.Join(", ", Header.Take(30).Select(found => found.Length > 40 ? found[..40] : found))}.");

    /// <summary>The next row with as many cells as the header; empty lines are passed over.</summary>
    public bool TryRead(out IReadOnlyList<string> row)
    {
        row = cells;
        do
        {
            if (!Decoded(TryReadCells)) return false;
        }
        while (cells is [{ Length: 0 }]);
        if (Header is not null && cells.Count != Header.Count)
            throw new ReleaseRefusedException($"{name}, line {Line}: the row has {cells.Count} columns instead of {Header.Count}.", "Put cells that hold the delimiter into quotation marks, or copy the file again if it ends too early.");
        return true;
    }

    public void Dispose() => reader.Dispose();

    private bool TryReadCells()
    {
        cells.Clear();
        cell.Clear();
        Line = nextLine;
        var quoted = false;
        for (var any = false; ; any = true)
        {
            var next = reader.Read();
            if (next < 0)
            {
                if (quoted) throw new ReleaseRefusedException($"{name}, line {Line}: a quotation mark is not closed.", "Close it, or copy the file again if it ends too early.");
                if (!any) return false;
                EndCell();
                return true;
            }

            var letter = (char)next;
            if (letter == '\n') nextLine++;
            if (letter == '\0') throw WrongEncoding(nextLine);
            if (quoted && letter == '"' && reader.Peek() == '"') cell.Append((char)reader.Read());
            else if (letter == '"' && (quoted || cell.Length == 0)) quoted = !quoted;
            else if (!quoted && letter == delimiter) EndCell();
            else if (!quoted && letter == '\n')
            {
                EndCell();
                return true;
            }
            else if (cell.Length < LongestCell) cell.Append(letter);
            else throw new ReleaseRefusedException($"{name}, line {Line}: a cell is longer than {LongestCell:N0} characters.", "Look for a quotation mark that is not closed.");
        }
    }

    private void EndCell()
    {
        if (cell.Length > 0 && cell[^1] == '\r') cell.Length--;
        cells.Add(cell.ToString());
        cell.Clear();
    }

    private bool Decoded(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw WrongEncoding(nextLine);
        }
    }

    private ReleaseRefusedException WrongEncoding(int line) => new($"{name}, line {line} or soon after: this is not text in UTF-8.", "Save the file as UTF-8.");

    private static char DelimiterOf(byte[] start)
    {
        var header = start.AsSpan(0, start.AsSpan().IndexOf((byte)'\n') is >= 0 and var at ? at : start.Length).ToArray();
        return ",;\t".MaxBy(delimiter => header.Count(letter => letter == delimiter));
    }
}
