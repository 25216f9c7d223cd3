namespace Tessera.Centre.Quarantine;

/// <summary>Why a correction is no longer applied.</summary>
public enum CorrectionEnding
{
    /// <summary>The row in the file says something else now, or is gone: the file is right again.</summary>
    RowChanged,

    /// <summary>A person made another correction of the same row.</summary>
    Replaced,

    /// <summary>A person took it back.</summary>
    Withdrawn,
}
