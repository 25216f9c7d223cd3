using Tessera.Sources.FhirRecords;

namespace Tessera.Sources.Ndjson;

/// <summary>A folder of NDJSON files as a source.</summary>
/// <param name="Source">Id of the source: part of every id, so it must not change.</param>
/// <param name="Folder">Where the files are: <c>*.ndjson</c> and <c>*.ndjson.gz</c>, folders below included.</param>
public sealed record NdjsonOptions(string Source, string Folder)
{
    /// <summary>Longest line that is read, in bytes; a longer one is quarantined.</summary>
    public int LongestLine { get; init; } = 32 * 1024 * 1024;

    /// <summary>The address that absolute references of the resources begin with, or null.</summary>
    public Uri? Address { get; init; }

    /// <summary>How resources become those of this centre.</summary>
    public LiftOptions Lift { get; init; } = new();
}
