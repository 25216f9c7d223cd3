using System.Text;
using Tessera.Sources.Csv;

namespace Tessera.Sources.Drafting;

/// <summary>The beginning of an export: how it is written and what its columns look like.</summary>
internal sealed class SampleFile
{
    private const int MostRows = 5000;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private SampleFile(string path, string? encoding, bool isAscii, char delimiter, IReadOnlyList<ColumnSample> columns, int rows, IReadOnlyList<string> repeated) =>
        (Path, Encoding, IsAscii, Delimiter, Columns, Rows, Repeated) = (path, encoding, isAscii, delimiter, columns, rows, repeated);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Name of the encoding when it is not UTF-8 and has no byte order mark.</summary>
    public string? Encoding { get; }

    /// <summary>Whether nothing tells its encoding: that of its neighbours is then the better guess.</summary>
    public bool IsAscii { get; }

    /// <summary>Between cells.</summary>
    public char Delimiter { get; }

    /// <summary>The columns that have a header, each once.</summary>
    public IReadOnlyList<ColumnSample> Columns { get; }

    /// <summary>Headers that several columns have.</summary>
    public IReadOnlyList<string> Repeated { get; }

    /// <summary>Rows that were looked at.</summary>
    public int Rows { get; }

    /// <summary>The file in another encoding.</summary>
    public SampleFile In(string? encoding) => new(Path, encoding, IsAscii, Delimiter, Columns, Rows, Repeated);

    /// <summary>Looks at a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SampleFile Read(string path)
    {
        var encoding = IsUtf8(path, out var isAscii) ? null : "windows-1252";
        var format = new CsvFormat { Encoding = encoding is null ? null : CodePagesEncodingProvider.Instance.GetEncoding(encoding) };
        format = format with { Delimiter = BestDelimiter(path, format) };
        using var table = CsvTable.Open(path, format);
        var columns = table.Header.Select(header => new ColumnSample(header)).ToList();
        var rows = 0;
        foreach (var row in table.Rows().Where(row => row.Problem is null).Take(MostRows))
        {
            rows++;
            for (var cell = 0; cell < columns.Count; cell++) columns[cell].Add(row.Cells[cell]);
        }

        var named = columns.Where(column => column.Header.Length > 0).GroupBy(column => column.Header, StringComparer.OrdinalIgnoreCase).ToList();
        return new SampleFile(path, encoding, isAscii, format.Delimiter!.Value, [.. named.Select(same => same.First())], rows, [.. named.Where(same => same.Count() > 1).Select(same => same.Key)]);
    }

    private static char BestDelimiter(string path, CsvFormat format)
    {
        using var reader = CsvText.Open(path, format.Encoding);
        // What stands in quotes is no delimiter.
        var line = string.Concat((reader.ReadLine() ?? "").Split('"').Where((_, index) => index % 2 == 0));
        return Delimiters.MaxBy(delimiter => line.Count(letter => letter == delimiter));
    }

    // UTF-16 is found by its zero bytes when the file is read.
    private static bool IsUtf8(string path, out bool isAscii)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(stream.Length, 1 << 20)];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        isAscii = System.Text.Ascii.IsValid(bytes.AsSpan(0, length));
        if (bytes.AsSpan(0, Math.Min(length, 4)).Contains((byte)0) || length < 2 || (bytes[0] >= 0xFE && bytes[1] >= 0xFE)) return true;
        while (length > 0 && length == bytes.Length && stream.Length > length && bytes[length - 1] >= 0x80) length--;
        return System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length));
    }
}
