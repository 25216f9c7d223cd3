namespace Tessera.Cli.Doctor;

/// <summary>How a check ended.</summary>
internal enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, but somebody should look.</summary>
    Warning,

    /// <summary>Something will not work.</summary>
    Problem,
}
