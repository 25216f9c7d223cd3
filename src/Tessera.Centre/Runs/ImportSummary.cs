namespace Tessera.Centre.Runs;

/// <summary>One import run.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Mapping">The mapping and its version.</param>
/// <param name="Started">When it began.</param>
/// <param name="State">How it ended.</param>
/// <param name="Account">What became of every record.</param>
public sealed record ImportSummary(long Id, string Source, string Mapping, DateTimeOffset Started, ImportState State, ImportAccount Account)
{
    /// <summary>Why it failed, without patient data; or null.</summary>
    public string? Problem { get; init; }
}
