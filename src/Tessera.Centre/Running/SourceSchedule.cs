namespace Tessera.Centre.Running;

/// <summary>When a source runs by itself; what is stated together counts together.</summary>
/// <param name="Every">Time from one start to the next, or null.</param>
/// <param name="At">Time of day in the centre's zone, or null.</param>
/// <param name="Watch">Full path of a folder whose changes start a run, once its files have rested, or null.</param>
public sealed record SourceSchedule(TimeSpan? Every, TimeOnly? At, string? Watch)
{
    /// <summary>Only when a person says so.</summary>
    public static readonly SourceSchedule Never = new(null, null, null);

    /// <summary>Whether it runs by itself at all.</summary>
    public bool IsAutomatic => this != Never;

    /// <summary>Whether a run by the clock is due. What was missed while nobody ran is caught up with once.</summary>
    /// <param name="last">When the last run began, or null for never.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">The centre's zone.</param>
    public bool IsDue(DateTimeOffset? last, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (Every is { } every && (last is not { } began || now - began >= every)) return true;
        return At is { } at && LatestBefore(at, now, zone) is var due && (last is not { } before || before < due);
    }

    /// <summary>When the next run by the clock is due, or null.</summary>
    public DateTimeOffset? Next(DateTimeOffset? last, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (IsDue(last, now, zone)) return now;
        var byInterval = Every is { } every ? last!.Value + every : (DateTimeOffset?)null;
        var byDay = At is { } at ? Instant(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime), at, zone) is var today && today > now ? today : Tomorrow(at, now, zone) : (DateTimeOffset?)null;
        return byInterval is null || byDay < byInterval ? byDay : byInterval;
    }

    private static DateTimeOffset LatestBefore(TimeOnly at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var due = Instant(today, at, zone);
        return due <= now ? due : Instant(today.AddDays(-1), at, zone);
    }

    private static DateTimeOffset Tomorrow(TimeOnly at, DateTimeOffset now, TimeZoneInfo zone) =>
        Instant(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(1), at, zone);

    // When clocks go forward a time of day may not exist: then the one that its clock would have shown. When they go back, the first of the two.
    private static DateTimeOffset Instant(DateOnly day, TimeOnly at, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(at);
        if (zone.IsInvalidTime(local)) return new DateTimeOffset(local, zone.GetUtcOffset(local.AddDays(-1)));
        return new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }
}
