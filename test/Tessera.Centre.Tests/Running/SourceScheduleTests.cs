namespace Tessera.Centre.Running;

public sealed class SourceScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly SourceSchedule Nightly = new(null, new TimeOnly(2, 30), null);

    [Fact]
    public void A_source_that_never_ran_is_due() => Assert.True(new SourceSchedule(TimeSpan.FromMinutes(15), null, null).IsDue(null, At("2026-11-22T10:00Z"), Berlin));

    [Fact]
    public void An_interval_counts_from_start_to_start()
    {
        var schedule = new SourceSchedule(TimeSpan.FromMinutes(15), null, null);
        Assert.False(schedule.IsDue(At("2026-11-22T10:00Z"), At("2026-11-22T10:14:59Z"), Berlin));
        Assert.True(schedule.IsDue(At("2026-11-22T10:00Z"), At("2026-11-22T10:15Z"), Berlin));
        Assert.Equal(At("2026-11-22T10:15Z"), schedule.Next(At("2026-11-22T10:00Z"), At("2026-11-22T10:01Z"), Berlin));
    }

    [Fact]
    public void A_time_of_day_is_that_of_the_centre()
    {
        Assert.False(Nightly.IsDue(At("2026-11-21T01:30Z"), At("2026-11-22T01:29:59Z"), Berlin));
        Assert.True(Nightly.IsDue(At("2026-11-21T01:30Z"), At("2026-11-22T01:30Z"), Berlin));
        Assert.Equal(At("2026-11-23T01:30Z"), Nightly.Next(At("2026-11-22T01:30Z"), At("2026-11-22T08:00Z"), Berlin));
    }

    [Fact]
    public void What_was_missed_is_caught_up_with_once()
    {
        Assert.True(Nightly.IsDue(At("2026-11-18T01:30Z"), At("2026-11-22T09:00Z"), Berlin));
        Assert.False(Nightly.IsDue(At("2026-11-22T09:00Z"), At("2026-11-22T09:00:01Z"), Berlin));
    }

    [Fact]
    public void A_night_without_that_time_still_has_a_run_and_a_night_with_two_has_one()
    {
        // 29 March 2026: 02:00 becomes 03:00; 25 October 2026: 03:00 becomes 02:00.
        Assert.Equal(At("2026-03-29T01:30Z"), Nightly.Next(At("2026-03-28T02:00Z"), At("2026-03-28T22:00Z"), Berlin));
        Assert.Equal(At("2026-10-25T00:30Z"), Nightly.Next(At("2026-10-24T01:00Z"), At("2026-10-24T20:00Z"), Berlin));
        Assert.False(Nightly.IsDue(At("2026-10-25T00:30Z"), At("2026-10-25T01:45Z"), Berlin));
    }

    [Fact]
    public void A_source_without_schedule_runs_when_a_person_says_so()
    {
        Assert.False(SourceSchedule.Never.IsDue(null, At("2026-11-22T10:00Z"), Berlin));
        Assert.Null(SourceSchedule.Never.Next(null, At("2026-11-22T10:00Z"), Berlin));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
