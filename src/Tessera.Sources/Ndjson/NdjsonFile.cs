using System.IO.Compression;

namespace Tessera.Sources.Ndjson;

/// <summary>Reads a file line by line; memory holds the longest line.</summary>
internal static class NdjsonFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The lines that are not empty.</summary>
    public static IEnumerable<NdjsonLine> Read(string path, int longest)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        if (!CompressedFile.Is(file))
        {
            foreach (var line in Read(file, longest)) yield return line;
            yield break;
        }

        // What is wrong with a compressed file shows at its end; nothing of it is taken before.
        if (!CompressedFile.IsWhole(file))
        {
            yield return new NdjsonLine(1, default, "the compressed file is damaged or cut off, so that nothing of it was read");
            yield break;
        }

        using var stream = new GZipStream(file, CompressionMode.Decompress);
        foreach (var line in Read(stream, longest)) yield return line;
    }

    /// <summary>The lines of a stream that are not empty.</summary>
    public static IEnumerable<NdjsonLine> Read(Stream stream, int longest)
    {
        var buffer = new byte[64 * 1024];
        var (start, scanned, end, number, tooLong) = (0, 0, 0, 1, false);
        while (true)
        {
            var at = Array.IndexOf(buffer, (byte)'\n', scanned, end - scanned);
            if (at >= 0)
            {
                if (tooLong) yield return new NdjsonLine(number, default, TooLong(longest));
                else if (Content(buffer, start, at, number) is { Length: > 0 } line) yield return new NdjsonLine(number, line, null);
                (start, scanned, number, tooLong) = (at + 1, at + 1, number + 1, false);
                continue;
            }

            if (end - start > longest) (tooLong, start) = (true, end);
            (start, end) = Move(ref buffer, start, end);
            scanned = end;
            var (read, problem) = Fill(stream, buffer, end);
            end += read;
            if (read > 0) continue;
            if (problem is not null) yield return new NdjsonLine(number, default, problem);
            else if (tooLong) yield return new NdjsonLine(number, default, TooLong(longest));
            else if (Content(buffer, start, end, number) is { Length: > 0 } last) yield return new NdjsonLine(number, last, null);
            yield break;
        }
    }

    private static string TooLong(int longest) => $"the line is longer than {longest / 1024 / 1024} MB";

    private static (int Start, int End) Move(ref byte[] buffer, int start, int end)
    {
        if (start > 0) buffer.AsSpan(start, end - start).CopyTo(buffer);
        else if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        return (0, end - start);
    }

    // A file that was cut within its compression gives the lines before, and says that something is missing.
    private static (int Read, string? Problem) Fill(Stream stream, byte[] buffer, int end)
    {
        try
        {
            return (stream.Read(buffer, end, buffer.Length - end), null);
        }
        catch (InvalidDataException)
        {
            return (0, "the file is damaged from here on");
        }
    }

    private static ReadOnlyMemory<byte> Content(byte[] buffer, int start, int end, int number)
    {
        if (number == 1 && buffer.AsSpan(start, end - start).StartsWith(ByteOrderMark)) start += ByteOrderMark.Length;
        while (start < end && IsSpace(buffer[start])) start++;
        while (end > start && IsSpace(buffer[end - 1])) end--;
        return buffer.AsMemory(start, end - start);
    }

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r';
}
