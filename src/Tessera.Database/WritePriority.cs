namespace Tessera.Database;

/// <summary>Who waits for a write.</summary>
public enum WritePriority
{
    /// <summary>A person or a request waits.</summary>
    Interactive,

    /// <summary>Part of a long run: goes on whenever no interactive write waits.</summary>
    Bulk,
}
