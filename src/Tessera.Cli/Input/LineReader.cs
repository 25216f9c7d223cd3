namespace Tessera.Cli.Input;

/// <summary>Cuts a stream into lines without holding more than one of them.</summary>
internal sealed class LineReader(Stream stream, int limit)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool ended;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Reads the next line, with its own copy of the bytes.</summary>
    /// <param name="line">The line without its end; empty when it is longer than the limit.</param>
    /// <param name="tooLong">Whether it is longer than the limit.</param>
    /// <returns>False after the last line.</returns>
    public bool TryRead(out ReadOnlyMemory<byte> line, out bool tooLong)
    {
        (line, tooLong) = (default, false);
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0 || ended)
            {
                var length = found >= 0 ? searched + found : end - start;
                if (found < 0 && length == 0 && !tooLong) return false;
                if (!tooLong) line = Trim(buffer.AsSpan(start, length));
                start += found >= 0 ? length + 1 : length;
                Number++;
                return true;
            }

            searched = end - start;
            if (searched > limit)
            {
                // The rest of the line is read and dropped.
                (tooLong, searched, start, end) = (true, 0, 0, 0);
            }

            Fill();
        }
    }

    private static byte[] Trim(ReadOnlySpan<byte> line) => line.Trim(" \t\r"u8).ToArray();

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        ended = read == 0;
    }
}
