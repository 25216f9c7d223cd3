namespace Tessera.Database;

/// <summary>The disk failed while a commit was being made durable. Nobody can tell whether the write is there: after a restart, read and see.
/// The database accepts no further writes.</summary>
public sealed class OutcomeUnknownException : Exception
{
    /// <summary>Makes the exception.</summary>
    public OutcomeUnknownException(Exception inner)
        : base("The disk failed while the write was being made durable; whether it is stored is not known. The store accepts no further writes.", inner)
    {
    }
}
