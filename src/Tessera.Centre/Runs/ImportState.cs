namespace Tessera.Centre.Runs;

/// <summary>How an import run ended.</summary>
public enum ImportState
{
    /// <summary>It runs.</summary>
    Begun,

    /// <summary>All records were read.</summary>
    Done,

    /// <summary>It was stopped before the end; what was written stays.</summary>
    Stopped,

    /// <summary>It failed before the end; what was written stays.</summary>
    Failed,

    /// <summary>The program ended while it ran; what was written stays, and the next run does the rest.</summary>
    Interrupted,
}
