using System.Text.Unicode;

namespace Tessera.Fhir.Terminology.Releases;

/// <summary>The lines of a text file as spans of UTF-8, for files of hundreds of megabytes: nothing is allocated for a line.</summary>
internal sealed class TextLines(ReleaseFile file) : IDisposable
{
    private const int LongestLine = 1 << 20;
    private readonly Stream stream = file.Open();
    private byte[] buffer = new byte[1 << 17];
    private long read;
    private int start;
    private int end;
    private bool ended;

    public string Name => file.Name;

    /// <summary>Number of the last line read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line without its end; false after the last. The span holds until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                Number++;
                line = Checked(buffer.AsSpan(start, at));
                start += at + 1;
                return true;
            }

            line = default;
            if (!ended) Fill();
            else if (start == end) return false;
            else throw new ReleaseRefusedException($"{Name}, line {Number + 1}: the file ends in the middle of a line.", "It was not copied whole: fetch the release again.");
        }
    }

    /// <summary>Takes the next column off a row.</summary>
    public static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> row, byte separator)
    {
        var at = row.IndexOf(separator);
        var column = at < 0 ? row : row[..at];
        row = at < 0 ? default : row[(at + 1)..];
        return column;
    }

    /// <summary>Refuses a row that has not so many columns.</summary>
    public void Expect(ReadOnlySpan<byte> row, byte separator, int columns)
    {
        if (row.Count(separator) + 1 is var found && found != columns)
            throw new ReleaseRefusedException($"{Name}, line {Number}: the row has {found} columns instead of {columns}.", "It was changed or not copied whole: fetch the release again.");
    }

    public void Dispose() => stream.Dispose();

    private ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> line)
    {
        if (Number == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        if (line.EndsWith("\r"u8)) line = line[..^1];
        return Utf8.IsValid(line) && !line.Contains((byte)0)
            ? line
            : throw new ReleaseRefusedException($"{Name}, line {Number}: this is not text in UTF-8.", "Releases come in UTF-8: use the file as it was distributed.");
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (end >= LongestLine) throw new ReleaseRefusedException($"{Name}, line {Number + 1}: the line is longer than {LongestLine:N0} bytes.", "This is no file of a terminology release.");
            Array.Resize(ref buffer, 2 * buffer.Length);
        }

        var count = stream.Read(buffer, end, buffer.Length - end);
        end += count;
        read += count;
        ended = count == 0;
        if (ended && read < file.Length) throw new ReleaseRefusedException($"{Name} ends after {read:N0} of {file.Length:N0} bytes.", "The archive is damaged: fetch the release again.");
    }
}
