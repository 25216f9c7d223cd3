namespace Tessera.Centre.Quarantine;

/// <summary>What people say that a record of a source should say. Of a record there is one correction in force: who says more of it, or takes
/// something back, makes the next one, which has all that still holds.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="File">File.</param>
/// <param name="Row">Where the row stood when it was seen last.</param>
/// <param name="Original">The row's cells as the file has them. Patient data: for the page only.</param>
/// <param name="Corrected">The cells that say something else, each with who says so and when.</param>
/// <param name="Author">Who made this correction.</param>
/// <param name="Made">When.</param>
public sealed record Correction(
    long Id, string Source, string File, int Row, IReadOnlyList<KeyValuePair<string, string>> Original, IReadOnlyList<CorrectedCell> Corrected, string Author, DateTimeOffset Made)
{
    /// <summary>When it ceased to be applied, or null.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it ceased to be applied, or null.</summary>
    public CorrectionEnding? Ending { get; init; }

    /// <summary>Who replaced it or took it back; null while it is in force, and when the file ended it.</summary>
    public string? EndedBy { get; init; }

    /// <summary>The record that it corrects.</summary>
    public CorrectableRecord Record => new(Source, File, Row,
        [.. Original, .. Corrected.Where(cell => !Original.Any(known => known.Key == cell.Column)).Select(cell => KeyValuePair.Create(cell.Column, ""))]);

    /// <summary>What the file says in a cell; empty for nothing.</summary>
    public string InFile(string column) => Original.FirstOrDefault(cell => cell.Key == column).Value ?? "";

    /// <summary>What a cell is to say, whoever says so.</summary>
    public string Says(string column) => Corrected.FirstOrDefault(cell => cell.Column == column)?.Value ?? InFile(column);
}
