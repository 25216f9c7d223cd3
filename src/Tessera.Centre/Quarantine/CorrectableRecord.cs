using System.Security.Cryptography;
using System.Text.Json;

namespace Tessera.Centre.Quarantine;

/// <summary>A record of a source in the cells that a person can correct, as the source says them. Records that say the same are one: what is said of
/// a record holds wherever in its file it stands.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="File">File.</param>
/// <param name="Row">Where it stood when it was seen last.</param>
/// <param name="Cells">Its cells, the empty ones included; none when it could not be read. Patient data: for the page only.</param>
public sealed record CorrectableRecord(string Source, string File, int Row, IReadOnlyList<KeyValuePair<string, string>> Cells)
{
    /// <summary>The columns that it can be corrected in.</summary>
    public IEnumerable<string> Columns => Cells.Select(cell => cell.Key).Distinct();

    /// <summary>Names what the record says without saying it, so that a form can tell whether it still shows this record.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Filled().ToList()))[..8]);

    /// <summary>What the source says in a cell; empty for nothing.</summary>
    public string Says(string column) => Cells.FirstOrDefault(cell => cell.Key == column).Value ?? "";

    /// <summary>Why the record cannot be corrected in these columns, or null.</summary>
    public string? Refusal(IEnumerable<string> columns)
    {
        if (Cells.Count == 0) return "a row that cannot be read can only be corrected in the file";
        return columns.FirstOrDefault(column => !Columns.Contains(column)) is { } unknown ? $"the row has no column {unknown}" : null;
    }

    internal IEnumerable<KeyValuePair<string, string>> Filled() => Cells.Where(cell => cell.Value.Length > 0);

    internal bool IsOf(Correction correction) => correction.Source == Source && correction.File == File && Filled().SequenceEqual(correction.Original.Where(cell => cell.Value.Length > 0));
}
