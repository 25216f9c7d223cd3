namespace Tessera.Centre.Folder;

/// <summary>What a centre says about itself.</summary>
public sealed record CentreSettings
{
    /// <summary>Name shown on pages and in the CapabilityStatement.</summary>
    public string Name { get; init; } = "Cancer centre";

    /// <summary>Whether all patients are invented; pages say so.</summary>
    public bool Synthetic { get; init; }

    /// <summary>The one time zone in which people of the centre read times.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>Bytes of the audit that can be written when the disk takes no more; also the length of its files.</summary>
    public int AuditReserve { get; init; } = 2 * 1024 * 1024;

    /// <summary>Which findings refuse a write over HTTP.</summary>
    public Writes.ValidationPolicy Validation { get; init; } = Writes.ValidationPolicy.Default;
}
