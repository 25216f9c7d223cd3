namespace Tessera.Sources.Csv;

/// <summary>An opened table of a source: a header and then rows, each with its place, readable or not. A file or the answer to a query.</summary>
internal interface IRowTable : IDisposable
{
    /// <summary>Names of the columns.</summary>
    string[] Header { get; }

    /// <summary>Place of the header, with a problem when there is none.</summary>
    CsvRow HeaderPlace { get; }

    /// <summary>The rows, in order; once.</summary>
    IEnumerable<CsvRow> Rows();
}
