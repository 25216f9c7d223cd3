namespace Tessera.Sources.Csv;

/// <summary>The well-formed records of a delimited text, for the parser behind it; the others are set aside with their places.
/// A stray quote would make a parser swallow what follows it: here only the line with the quote is lost and reading resumes after it.</summary>
internal sealed class WellFormedText(TextReader source, char delimiter) : TextReader
{
    // A quoted cell longer than this is a quote that somebody forgot to close.
    private const int MaxLines = 500;
    private const int MaxCharacters = 1 << 20;

    private readonly LineReader lines = new(source);
    private readonly Queue<CsvRow> places = new();
    private readonly LinkedList<(int Line, string Text)> putBack = new();
    private readonly List<(int Line, string Text)> held = [];
    private char[] record = new char[1024];
    private int recordPosition;
    private int recordLength;
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
        var start = index;
        for (var end = index + count; index < end && Fill();)
        {
            var length = Math.Min(end - index, recordLength - recordPosition);
            record.AsSpan(recordPosition, length).CopyTo(buffer.AsSpan(index));
            recordPosition += length;
            index += length;
        }

        return index - start;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) lines.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        while (recordPosition == recordLength)
        {
            recordPosition = recordLength = 0;
            if (putBack.First is { } again)
            {
                putBack.RemoveFirst();
                ReadRecord(again.Value.Line, again.Value.Text);
            }
            else if (!lines.TryRead(out var line)) return false;
            else ReadRecord(lines.Number, line);
        }
        return true;
    }

    private void ReadRecord(int number, ReadOnlySpan<char> line)
    {
        rows++;
        if (IsBlank(line)) return;
        var scan = new QuoteScan(delimiter);
        scan.Read(line);
        if (line.Length >= LineReader.Longest) SetAside(number, line, "the line is too long for a row");
        else if (scan.IsOpen) ReadOn(number, line.ToString(), scan);
        else if (scan.Problem is { } problem) SetAside(number, line, problem);
        else HandOn(number, line, scan.Cells);
    }

    // A cell over several lines.
    private void ReadOn(int number, string first, QuoteScan scan)
    {
        held.Clear();
        held.Add((number, first));
        var characters = first.Length;
        while (scan.IsOpen && held.Count < MaxLines && characters < MaxCharacters && TakeLine() is { } next)
        {
            held.Add(next);
            characters += next.Text.Length;
            scan.Read(next.Text);
        }

        if (Trouble(scan) is { } problem)
        {
            for (var i = held.Count - 1; i > 0; i--) putBack.AddFirst(held[i]);
            SetAside(number, first, problem);
        }
        else
        {
            HandOn(number, first, scan.Cells);
            foreach (var (_, text) in held.Skip(1)) Append(text);
        }
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

    private void SetAside(int number, ReadOnlySpan<char> line, string problem)
    {
        var pieces = 0;
        foreach (var piece in line.Split(delimiter))
            if (!line[piece].IsWhiteSpace()) pieces++;
        places.Enqueue(new CsvRow(rows, number, [], problem) { Pieces = pieces });
    }

    private void HandOn(int number, ReadOnlySpan<char> line, int cells)
    {
        headerCells ??= cells;
        Append(line);
        places.Enqueue(new CsvRow(rows, number, [], null));
    }

    private void Append(ReadOnlySpan<char> line)
    {
        var needed = recordLength + line.Length + 1;
        if (needed > record.Length) Array.Resize(ref record, Math.Max(needed, record.Length * 2));
        line.CopyTo(record.AsSpan(recordLength));
        record[needed - 1] = '\n';
        recordLength = needed;
    }

    private (int Line, string Text)? TakeLine()
    {
        if (putBack.First is { } again)
        {
            putBack.RemoveFirst();
            return again.Value;
        }
        return lines.TryRead(out var line) ? (lines.Number, line.ToString()) : null;
    }

    // A row of blanks, quoted or not, has nothing to lose.
    private bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
            if (letter != delimiter && !char.IsWhiteSpace(letter)) return false;
        return true;
    }
}
