namespace Tessera.Sources.Mef;

/// <summary>What the centre knows and MEF's configuration does not say.</summary>
public sealed record MefOptions
{
    /// <summary>Zone of times that do not say theirs, unless the configuration states one; null refuses such times.</summary>
    public TimeZoneInfo? TimeZone { get; init; }
}
