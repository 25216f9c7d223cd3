namespace Tessera.Centre.Checks;

/// <summary>What became of a case.</summary>
public enum CheckOutcome
{
    /// <summary>The server does it.</summary>
    Passed,

    /// <summary>The server does something else.</summary>
    Failed,

    /// <summary>The server says that it does not offer it, or has nothing to show it with: an answer, not a failure.</summary>
    Skipped,
}
