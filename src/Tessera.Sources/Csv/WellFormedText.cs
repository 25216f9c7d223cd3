using System.Text;

namespace Tessera.Sources.Csv;

/// <summary>The well-formed records of a delimited text, for the parser behind it; the others are set aside with their places.
/// A stray quote would make a parser swallow what follows it: here only the line with the quote is lost and reading resumes after it.</summary>
internal sealed class WellFormedText(TextReader source, char delimiter) : TextReader
{
    // A quoted cell longer than this is a quote that somebody forgot to close.
    private const int MaxLines = 500;
    private const int MaxCharacters = 1 << 20;

    private readonly Queue<CsvRow> places = new();
    private readonly LinkedList<(int Line, string Text)> putBack = new();
    private readonly List<(int Line, string Text)> held = [];
    private readonly StringBuilder record = new();
    private int recordPosition;
    private int lines;
    private int rows;
    private int? headerCells;

    /// <summary>Places of the records in order: those with a problem were set aside, the others were handed on.</summary>
    public Queue<CsvRow> Places => places;

    /// <inheritdoc/>
    public override int Peek() => Fill() ? record[recordPosition] : -1;

    /// <inheritdoc/>
    public override int Read() => Fill() ? record[recordPosition++] : -1;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0 || !Fill()) return 0;
        var length = Math.Min(count, record.Length - recordPosition);
        record.CopyTo(recordPosition, buffer, index, length);
        recordPosition += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        while (recordPosition == record.Length)
        {
            record.Clear();
            recordPosition = 0;
            if (!ReadRecord()) return false;
        }
        return true;
    }

    private bool ReadRecord()
    {
        if (TakeLine() is not { } first) return false;
        rows++;
        if (IsBlank(first.Text)) return true;

        held.Clear();
        held.Add(first);
        var scan = new QuoteScan(delimiter);
        scan.Read(first.Text);
        var characters = first.Text.Length;
        while (scan.IsOpen && held.Count < MaxLines && characters < MaxCharacters && TakeLine() is { } next)
        {
            held.Add(next);
            characters += next.Text.Length;
            scan.Read(next.Text);
        }
        if (Trouble(scan) is { } problem) SetAside(problem);
        else HandOn(scan.Cells);
        return true;
    }

    private string? Trouble(QuoteScan scan)
    {
        if (scan.IsOpen || (scan.Problem is not null && held.Count > 1)) return "a quote is opened and never closed";
        if (scan.Problem is not null) return scan.Problem;
        // Two stray quotes some lines apart look like one long cell; the count of cells, or whole rows inside, give them away.
        var swallowed = headerCells is { } expected && held.Count > 1 && (scan.Cells != expected || HoldsWholeRow(expected));
        return swallowed ? "a quote is opened here and closed in another row" : null;
    }

    // A line of prose seldom has exactly the commas of a row, unless the rows are short.
    private bool HoldsWholeRow(int cells)
    {
        if (cells < 5) return false;
        for (var i = 1; i < held.Count - 1; i++)
            if (held[i].Text.AsSpan().Count(delimiter) == cells - 1) return true;
        return false;
    }

    private void SetAside(string problem)
    {
        for (var i = held.Count - 1; i > 0; i--) putBack.AddFirst(held[i]);
        var (line, text) = held[0];
        var pieces = text.Split(delimiter).Count(piece => !string.IsNullOrWhiteSpace(piece));
        places.Enqueue(new CsvRow(rows, line, [], problem) { Pieces = pieces });
    }

    private void HandOn(int cells)
    {
        headerCells ??= cells;
        foreach (var (_, text) in held) record.Append(text).Append('\n');
        places.Enqueue(new CsvRow(rows, held[0].Line, [], null));
    }

    private (int Line, string Text)? TakeLine()
    {
        if (putBack.First is { } again)
        {
            putBack.RemoveFirst();
            return again.Value;
        }
        return source.ReadLine() is { } text ? (++lines, text) : null;
    }

    // A row of blanks, quoted or not, has nothing to lose.
    private bool IsBlank(string text)
    {
        foreach (var letter in text)
            if (letter != delimiter && !char.IsWhiteSpace(letter)) return false;
        return true;
    }
}
