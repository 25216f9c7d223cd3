namespace Tessera.Centre.Writes;

/// <summary>What validation does to a write.</summary>
public enum ValidationMode
{
    /// <summary>Nothing is checked; the verdict is "not checked".</summary>
    Off,

    /// <summary>The verdict is kept beside the resource; nothing is refused.</summary>
    Warn,

    /// <summary>What is invalid is refused.</summary>
    Enforce,
}
