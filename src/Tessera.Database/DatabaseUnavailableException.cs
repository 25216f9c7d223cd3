namespace Tessera.Database;

/// <summary>A database cannot be opened, or does not accept writes any more.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, in plain words.</param>
    /// <param name="hint">What a person can do about it.</param>
    /// <param name="inner">The cause, or null.</param>
    public DatabaseUnavailableException(string message, string hint, Exception? inner = null) : base(message, inner) => Hint = hint;

    /// <summary>What a person can do about it.</summary>
    public string Hint { get; }
}
