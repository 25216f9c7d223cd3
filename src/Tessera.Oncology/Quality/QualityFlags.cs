namespace Tessera.Oncology.Quality;

/// <summary>What is true of one data element of one record or patient. <c>docs/quality.md</c> has each in words.</summary>
[Flags]
internal enum QualityFlags
{
    None = 0,
    Expected = 1,
    InSource = 2,
    Extracted = 4,
    Valid = 8,
    Coded = 16,
    Uncheckable = 32,
    Plausible = 64,
    Doubtful = 128,
    Recent = 256,
    Usable = 512,
}
