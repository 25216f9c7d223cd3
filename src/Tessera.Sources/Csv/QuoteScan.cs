namespace Tessera.Sources.Csv;

/// <summary>Walks over the characters of one record and knows whether a quoted cell is open (RFC 4180, spaces around quotes allowed).</summary>
internal struct QuoteScan(char delimiter)
{
    private State state = State.CellStart;

    private enum State : byte { CellStart, Plain, Quoted, QuoteSeen }

    /// <summary>Cells begun so far.</summary>
    public int Cells { get; private set; } = 1;

    /// <summary>Why the record is malformed, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a quoted cell goes on in the next line.</summary>
    public readonly bool IsOpen => state == State.Quoted && Problem is null;

    /// <summary>Reads one line of the record.</summary>
    public void Read(ReadOnlySpan<char> line)
    {
        // Most lines have no quote at all: one vectorised count instead of a walk.
        if (state == State.CellStart && !line.Contains('"'))
        {
            Cells += line.Count(delimiter);
            return;
        }
        foreach (var letter in line)
        {
            Step(letter);
            if (Problem is not null) return;
        }
    }

    private void Step(char letter)
    {
        switch (state)
        {
            case State.CellStart when letter == '"':
                state = State.Quoted;
                break;
            case State.Quoted:
                if (letter == '"') state = State.QuoteSeen;
                break;
            case State.QuoteSeen when letter == '"':
                state = State.Quoted;
                break;
            case var _ when letter == delimiter:
                state = State.CellStart;
                Cells++;
                break;
            case State.QuoteSeen when letter != ' ':
                Problem = "there is text after a closing quote";
                break;
            case State.Plain or State.CellStart when letter == '"':
                Problem = "there is a quote in the middle of a cell that does not start with one";
                break;
            case State.CellStart when letter != ' ':
                state = State.Plain;
                break;
        }
    }
}
