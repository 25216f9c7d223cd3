namespace Tessera.Centre.Quarantine;

/// <summary>What a person says that a row of a source should say.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="File">File.</param>
/// <param name="Row">Where the row stood when it was seen last.</param>
/// <param name="Original">The row's cells as the file has them, those that say something. Patient data: for the page only.</param>
/// <param name="Corrected">The cells that say something else, each with what it should say.</param>
/// <param name="Author">Who says so.</param>
/// <param name="Made">When.</param>
public sealed record Correction(
    long Id, string Source, string File, int Row, IReadOnlyList<KeyValuePair<string, string>> Original, IReadOnlyList<KeyValuePair<string, string>> Corrected, string Author, DateTimeOffset Made)
{
    /// <summary>When it ceased to be applied, or null.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it ceased to be applied, or null.</summary>
    public CorrectionEnding? Ending { get; init; }
}
