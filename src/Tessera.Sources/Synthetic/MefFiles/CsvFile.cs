using System.Buffers;
using System.Text;

namespace Tessera.Sources.Synthetic.MefFiles;

/// <summary>A CSV file (RFC 4180), gathered in a buffer and written in large pieces.</summary>
internal sealed class CsvFile
{
    private const int Piece = 1 << 18;
    private readonly ArrayBufferWriter<byte> buffer = new(Piece + (Piece / 4));
    private readonly Stream stream;
    private readonly int columns;
    private readonly char delimiter;
    private readonly Encoding encoding;
    private readonly SearchValues<char> special;
    private int column;

    /// <summary>Opens a file, in UTF-8 unless another encoding is given.</summary>
    public CsvFile(WholeFiles files, string name, string header, char delimiter = ',', Encoding? encoding = null)
    {
        (Name, stream, columns) = (name, files.Open(name), header.Split(delimiter).Length);
        (this.delimiter, this.encoding, special) = (delimiter, encoding ?? Encoding.UTF8, SearchValues.Create(delimiter + "\"\r\n"));
        Text(header);
        Byte('\n');
    }

    public string Name { get; }

    /// <summary>Rows without the header.</summary>
    public long Rows { get; private set; }

    /// <summary>Number of the next row as a spreadsheet shows it: the header is row 1.</summary>
    public long NextRow => Rows + 2;

    /// <summary>Writes a row; cells that are missing at its end are empty.</summary>
    public void Row(params ReadOnlySpan<string?> cells)
    {
        foreach (var cell in cells) Cell(cell);
        while (column < columns) Cell(null);
        Byte('\n');
        column = 0;
        Rows++;
        if (buffer.WrittenCount >= Piece) Flush();
    }

    public void Flush()
    {
        stream.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }

    private void Cell(string? text)
    {
        if (column++ > 0) Byte(delimiter);
        if (text is null) return;
        Text(text.AsSpan().ContainsAny(special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
    }

    private void Text(string text) => buffer.Advance(encoding.GetBytes(text, buffer.GetSpan(encoding.GetMaxByteCount(text.Length))));

    private void Byte(char letter)
    {
        buffer.GetSpan(1)[0] = (byte)letter;
        buffer.Advance(1);
    }
}
