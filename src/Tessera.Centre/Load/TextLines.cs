namespace Tessera.Centre.Load;

/// <summary>Lines of a stream as bytes. A line longer than the limit is skipped, not kept: its bytes are null.</summary>
internal static class TextLines
{
    public static async IAsyncEnumerable<(int Line, byte[]? Bytes)> Read(Stream stream, int limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var buffer = new byte[256 * 1024];
        var line = new MemoryStream();
        var number = 1;
        var tooLong = false;
        while (await stream.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var read)
        {
            var start = 0;
            while (start < read)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', start, read - start);
                var stop = end < 0 ? read : end;
                tooLong |= line.Length + (stop - start) > limit;
                if (!tooLong) line.Write(buffer, start, stop - start);
                start = stop + 1;
                if (end < 0) break;
                if (tooLong || line.Length > 0) yield return (number, tooLong ? null : line.ToArray());
                number++;
                line.SetLength(0);
                tooLong = false;
            }
        }

        if (tooLong || line.Length > 0) yield return (number, tooLong ? null : line.ToArray());
    }
}
