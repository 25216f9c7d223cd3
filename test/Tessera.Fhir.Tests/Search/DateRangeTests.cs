using Tessera.Fhir.Search.Indexing;

namespace Tessera.Fhir.Tests.Search;

public sealed class DateRangeTests
{
    [Theory]
    [InlineData("2024", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")]
    [InlineData("2024-02", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z")]
    [InlineData("2024-02-29T10:30", "2024-02-29T10:30:00Z", "2024-02-29T10:31:00Z")]
    [InlineData("2024-02-29T10:30:15Z", "2024-02-29T10:30:15Z", "2024-02-29T10:30:16Z")]
    [InlineData("2024-02-29T10:30:15.25Z", "2024-02-29T10:30:15.250Z", "2024-02-29T10:30:15.260Z")]
    [InlineData("2024-02-29T10:30:15.1234567Z", "2024-02-29T10:30:15.123Z", "2024-02-29T10:30:15.124Z")]
    [InlineData("2024-02-29T23:30:00-05:00", "2024-03-01T04:30:00Z", "2024-03-01T04:30:01Z")]
    [InlineData("2024-02-29T01:00:00+02:00", "2024-02-28T23:00:00Z", "2024-02-28T23:00:01Z")]
    [InlineData("2024-02-29T01:00:00 02:00", "2024-02-28T23:00:00Z", "2024-02-28T23:00:01Z")]
    [InlineData("0001", "0001-01-01T00:00:00Z", "0002-01-01T00:00:00Z")]
    public void A_date_is_all_instants_that_it_may_mean(string text, string low, string high)
    {
        Assert.True(DateRange.TryParse(text, out var range));
        Assert.Equal((Milliseconds(low), Milliseconds(high)), (range.Low, range.High));
    }

    [Theory]
    [InlineData("")]
    [InlineData("24")]
    [InlineData("2024-13")]
    [InlineData("2023-02-29")]
    [InlineData("2024-2-1")]
    [InlineData("2024-02-29T")]
    [InlineData("2024-02-29T25:00:00Z")]
    [InlineData("2024-02-29T10")]
    [InlineData("2024-02-29T10:30:15.Z")]
    [InlineData("2024-02-29T10:30:15+99:00")]
    [InlineData("29.02.2024")]
    [InlineData("٢٠٢٤")]
    public void What_is_no_FHIR_date_is_refused(string text) => Assert.False(DateRange.TryParse(text, out _));

    [Fact]
    public void The_last_year_has_no_end()
    {
        Assert.True(DateRange.TryParse("9999", out var range));
        Assert.Equal(long.MaxValue, range.High);
    }

    private static long Milliseconds(string instant) => DateTimeOffset.Parse(instant).ToUnixTimeMilliseconds();
}
