using Tessera.Centre.Quarantine;
using Tessera.Centre.Runs;
using Tessera.Sources;
using Tessera.Store;

namespace Tessera.Web.Pages.Records;

/// <summary>One row of a source that fed a resource.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="File">File or table.</param>
/// <param name="Row">Row, from 1, or null.</param>
/// <param name="Mapping">The mapping and its version.</param>
/// <param name="ImportedAt">When.</param>
/// <param name="Cells">Which column fed which element.</param>
public sealed record SourceRow(string Source, string File, int? Row, string Mapping, DateTimeOffset ImportedAt, IReadOnlyList<SourceCellUse> Cells)
{
    /// <summary>The row as the file has it now; null when it is not there, or no longer the row of this resource.</summary>
    public RowText? InFile { get; init; }

    /// <summary>The import that made the resource what it is, whose mapping has the beginning of its file's hash; null when it is not known.</summary>
    public ImportSummary? Run { get; init; }

    /// <summary>Whether the file has a row there that is another one now.</summary>
    public bool IsOther { get; init; }

    /// <summary>The correction by which the row was read, or null: then the resource says what the file said.</summary>
    public Correction? Correction { get; init; }

    /// <summary>What a cell says in the file, or null.</summary>
    public string? Says(string column) => InFile?.All().FirstOrDefault(cell => string.Equals(cell.Column, column, StringComparison.OrdinalIgnoreCase))?.Value;

    internal static IReadOnlyList<SourceRow> Of(IReadOnlyList<Origin> origins, CorrectionRecords corrections) => [.. origins
        .GroupBy(origin => (origin.Source, origin.File, origin.Row, origin.Mapping, origin.Correction))
        .Select(group => new SourceRow(
            group.Key.Source, group.Key.File, group.Key.Row, group.Key.Mapping, group.Max(origin => origin.ImportedAt), [.. group.SelectMany(SourceCellUse.Of).Distinct()])
        {
            Correction = group.Key.Correction is { } number ? corrections.Find(number) : null,
        })];
}
