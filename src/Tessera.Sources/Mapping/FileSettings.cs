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

    /// <summary>First of the hundred years that years with two digits lie in; null when nobody has said so: then such dates are refused.</summary>
    public int? CenturyFrom { get; init; }

    /// <summary>The sign between whole and decimal digits.</summary>
    public char DecimalSign { get; init; } = '.';

    /// <summary>The sign between thousands that is stated: point, comma, space or apostrophe. Null for none: then only what can be read in one way
    /// is read.</summary>
    public char? Grouping { get; init; }

    /// <summary>What is stated for the file and not in its rows, by name: each a text or several.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;
}
