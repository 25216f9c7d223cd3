using Tessera.Sources.Mapping;

namespace Tessera.Sources.Tests.Mapping;

public sealed class SourceDateTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2020", "2020")]
    [InlineData("2020-02", "2020-02")]
    [InlineData("2020-02-29", "2020-02-29")]
    [InlineData("2020-02-29T10:15:00Z", "2020-02-29T10:15:00Z")]
    [InlineData("2020-02-29T10:15+01:00", "2020-02-29T10:15:00+01:00")]
    [InlineData("2020-02-29 10:15:30.250-0500", "2020-02-29T10:15:30.250-05:00")]
    public void A_date_that_says_what_it_means_is_taken(string text, string expected) => Assert.Equal(expected, Read(text).Text);

    [Theory]
    [InlineData("31/02/1955", "there is no such day in the calendar")]
    [InlineData("31.11.44", "there is no such day in the calendar")]
    [InlineData("03/04/2020", "day and month of the date cannot be told apart")]
    [InlineData("12-09-1994", "day and month of the date cannot be told apart")]
    [InlineData("3.4.20", "day and month of the date cannot be told apart")]
    [InlineData("not-a-date", "the text is not a date")]
    [InlineData("2020-13-45", "there is no such day in the calendar")]
    [InlineData("2021-02-29", "there is no such day in the calendar")]
    [InlineData("2020-02-29T25:00:00Z", "there is no such time of day")]
    [InlineData("2020-02-29T10:15:00", "the time has no zone")]
    [InlineData("0001-01-01", "the year is not between 1850 and 2150")]
    public void A_date_that_does_not_is_refused(string text, string reason)
    {
        var date = Read(text);
        Assert.Null(date.Text);
        Assert.Equal(reason, date.Reason);
        Assert.NotNull(date.Fix);
    }

    [Fact]
    public void A_stated_format_is_followed() =>
        Assert.Equal("1994-12-09", SourceDate.Read("12-09-1994", DateKind.DateTime, ["MM-dd-yyyy"], null).Text);

    [Theory]
    [InlineData("2024-01-15T10:00:00", "2024-01-15T10:00:00+01:00", null)]
    [InlineData("2024-07-15T10:00:00", "2024-07-15T10:00:00+02:00", null)]
    [InlineData("2024-03-31T02:30:00", null, "the clocks skipped this time of day")]
    [InlineData("2024-10-27T02:30:00", null, "this time of day came twice")]
    public void A_time_without_zone_takes_the_stated_one(string text, string? expected, string? reason)
    {
        var date = SourceDate.Read(text, DateKind.DateTime, [], Berlin);
        Assert.Equal((expected, reason), (date.Text, date.Reason));
    }

    [Theory]
    [InlineData("05.06.35", null, null, "the century of the year cannot be told")]
    [InlineData("05.06.35", 1930, "1935-06-05", null)]
    [InlineData("05.06.29", 1930, "2029-06-05", null)]
    [InlineData("05.06.35", 1950, "2035-06-05", null)]
    [InlineData("05.06.00", 2000, "2000-06-05", null)]
    [InlineData("29.02.00", 1930, "2000-02-29", null)]
    [InlineData("29.02.00", 1900, null, "there is no such day in the calendar")]
    [InlineData("05.06.2035", null, "2035-06-05", null)]
    public void A_year_with_two_digits_needs_a_stated_century(string text, int? from, string? expected, string? reason)
    {
        var date = SourceDate.Read(text, DateKind.Date, ["dd.MM.yy", "dd.MM.yyyy"], null, from);
        Assert.Equal((expected, reason), (date.Text, date.Reason));
    }

    [Fact]
    public void An_instant_needs_a_time() => Assert.Equal("a time of day is needed", SourceDate.Read("2024-01-01", DateKind.Instant, [], Berlin).Reason);

    [Fact]
    public void A_date_of_birth_keeps_its_day_only() => Assert.Equal("1980-01-01", SourceDate.Read("1980-01-01T00:00:00Z", DateKind.Date, [], null).Text);

    private static SourceDate Read(string text) => SourceDate.Read(text, DateKind.DateTime, [], null);
}
