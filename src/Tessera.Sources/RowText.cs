namespace Tessera.Sources;

/// <summary>A row as it was read: the file's header and a cell for each of its columns, the empty ones included. Patient data: not for logs.</summary>
/// <param name="Header">Columns as the file writes them.</param>
/// <param name="Cells">What the cells say, without surrounding spaces.</param>
public sealed record RowText(IReadOnlyList<string> Header, IReadOnlyList<string> Cells) : RecordText
{
    /// <inheritdoc/>
    public override IReadOnlyList<SourceCell> All() => [.. Enumerable.Range(0, Header.Count).Select(column => new SourceCell(Header[column], column < Cells.Count ? Cells[column] : ""))];
}
