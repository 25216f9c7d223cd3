namespace Tessera.Sources.Mef;

/// <summary>What the centre knows and MEF's configuration does not say.</summary>
public sealed record MefOptions
{
    /// <summary>Zone of times that do not say theirs, unless the configuration states one; null refuses such times.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Rows whose <c>dateRecorded</c> lies before this day are left out, as in MEF; null reads all. Layouts without that column
    /// are always read whole: what is unchanged writes nothing.</summary>
    public DateOnly? Since { get; init; }
}
