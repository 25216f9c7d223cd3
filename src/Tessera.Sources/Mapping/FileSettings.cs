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

    /// <summary>A number with a point before its decimals, and without signs between thousands.</summary>
    public string Plain(string number) => DecimalSign == ',' ? number.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : number;

    /// <summary>Fields of the patient that are masked.</summary>
    public IReadOnlySet<string> Mask { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Identifier of the clinical site of trials.</summary>
    public string? SiteId { get; init; }

    /// <summary>System of <see cref="SiteId"/>.</summary>
    public string? SiteSystem { get; init; }
}
