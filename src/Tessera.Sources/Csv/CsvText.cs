using System.Text;

namespace Tessera.Sources.Csv;

/// <summary>Opens a text file in the encoding it is really in.</summary>
internal static class CsvText
{
    private const int BufferSize = 1 << 16;

    /// <summary>A reader after any byte order mark. Bytes that are not text of the encoding become U+FFFD, which no row may carry.</summary>
    public static StreamReader Open(string path, Encoding? stated)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
        Span<byte> start = stackalloc byte[4];
        var length = stream.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        stream.Position = 0;
        return new StreamReader(stream, Detect(start[..length]) ?? stated ?? new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, BufferSize);
    }

    // Spreadsheets write UTF-16 with a mark, databases often without: the other byte of a Latin header letter is then zero.
    private static Encoding? Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [not 0, 0, not 0, 0] => Encoding.Unicode,
        [0, not 0, 0, not 0] => Encoding.BigEndianUnicode,
        _ => null,
    };
}
