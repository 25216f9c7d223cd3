namespace Tessera.Database;

/// <summary>The meter of databases, for who listens.</summary>
public static class DatabaseMeter
{
    /// <summary>Its name.</summary>
    public const string Name = "Tessera.Database";
}
