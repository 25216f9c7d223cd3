using System.Buffers;

namespace Tessera.Sources.Csv;

/// <summary>The lines of a text one after another, without a string for each; they end where <see cref="TextReader.ReadLine"/> says.</summary>
internal sealed class LineReader(TextReader source) : IDisposable
{
    /// <summary>What is as long is no line of a table: memory is not given for it, and its beginning stands for it.</summary>
    public const int Longest = 1 << 24;

    private static readonly SearchValues<char> Ends = SearchValues.Create("\r\n");

    private char[] buffer = new char[1 << 14];
    private int start;
    private int end;
    private bool afterReturn;

    /// <summary>Number of the last line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line, without its end; good until the one after it is asked for.</summary>
    /// <returns>False at the end of the text.</returns>
    public bool TryRead(out ReadOnlySpan<char> line)
    {
        if (afterReturn && (start < end || Fill()) && buffer[start] == '\n') start++;
        afterReturn = false;
        char[]? beginning = null;
        var (looked, found) = (0, -1);
        while ((found = buffer.AsSpan(start + looked, end - start - looked).IndexOfAny(Ends)) < 0)
        {
            looked = end - start;
            if (looked > Longest)
            {
                beginning ??= buffer.AsSpan(start, Longest).ToArray();
                (start, looked) = (end, 0);
            }

            if (!Fill()) break;
        }

        var length = looked + Math.Max(found, 0);
        line = beginning ?? buffer.AsSpan(start, length);
        start += length;
        if (found < 0 && line.IsEmpty) return false;
        if (found >= 0) afterReturn = buffer[start++] == '\r';
        Number++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private bool Fill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = source.Read(buffer, end, buffer.Length - end);
        end += read;
        return read > 0;
    }
}
