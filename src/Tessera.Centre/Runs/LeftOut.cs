namespace Tessera.Centre.Runs;

/// <summary>Records that a rule left out of an import.</summary>
/// <param name="Why">The rule, in words that hold no patient data.</param>
/// <param name="Records">How many.</param>
/// <param name="File">File of the first.</param>
/// <param name="Row">Its row.</param>
public sealed record LeftOut(string Why, long Records, string File, int Row);
