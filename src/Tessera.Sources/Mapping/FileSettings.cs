using System.Collections.Frozen;
using Tessera.Sources.Csv;
using Tessera.Sources.Sql;

namespace Tessera.Sources.Mapping;

/// <summary>What a configuration says about one file.</summary>
internal sealed record FileSettings
{
    public CsvFormat Format { get; init; } = new();

    /// <summary>The query whose answer is the table, in the place of a file; null for a file.</summary>
    public SqlQuery? Query { get; init; }

    /// <summary>Date formats by column; under the empty name those of all columns.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> DateFormats { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>The sign between whole and decimal digits.</summary>
    public char DecimalSign { get; init; } = '.';

    /// <summary>A number, and what follows it, with a point before its decimals and without signs between thousands.</summary>
    public string Plain(string number)
    {
        if (DecimalSign != ',') return number;
        var end = 0;
        while (end < number.Length && (char.IsAsciiDigit(number[end]) || number[end] is '.' or ',' or '+' or '-' or '<' or '>' or '=' or '≤' or '≥' or ' ')) end++;
        return number[..end].Replace(".", "", StringComparison.Ordinal).Replace(',', '.') + number[end..];
    }

    /// <summary>What is stated for the file and not in its rows, by name: each a text or several.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;
}
