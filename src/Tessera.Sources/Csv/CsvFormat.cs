using System.Text;

namespace Tessera.Sources.Csv;

/// <summary>How a delimited text file is written.</summary>
/// <param name="Delimiter">Between cells; null takes the comma, semicolon, tab or bar that the header uses most.</param>
public sealed record CsvFormat(char? Delimiter = null)
{
    /// <summary>Encoding of a file without byte order mark; null for UTF-8, or UTF-16 where the first characters show it.</summary>
    public Encoding? Encoding { get; init; }
}
