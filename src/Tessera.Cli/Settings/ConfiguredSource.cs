namespace Tessera.Cli.Settings;

/// <summary>A source of records.</summary>
/// <param name="Name">Its name; part of the identity of every record, so it must not change.</param>
/// <param name="MefConfiguration">Full path of a configuration of the mCODE Extraction Framework.</param>
internal sealed record ConfiguredSource(string Name, string MefConfiguration);
