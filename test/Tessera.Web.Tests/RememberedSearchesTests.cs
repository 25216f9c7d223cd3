using Tessera.Web.Pages.Patients;

namespace Tessera.Web.Tests;

public sealed class RememberedSearchesTests
{
    private readonly SetClock clock = new();

    [Fact]
    public void A_search_is_remembered_under_a_key_that_does_not_tell_it()
    {
        var searches = new RememberedSearches(clock);
        var key = searches.Keep("quill");
        Assert.Equal("quill", searches.Find(key));
        Assert.NotEqual(key, searches.Keep("quill"));
    }

    [Fact]
    public void A_search_is_forgotten_after_half_an_hour_without_a_look()
    {
        var searches = new RememberedSearches(clock);
        var key = searches.Keep("quill");
        clock.Now += TimeSpan.FromMinutes(29);
        Assert.NotNull(searches.Find(key));
        clock.Now += TimeSpan.FromMinutes(29);
        Assert.NotNull(searches.Find(key));
        clock.Now += TimeSpan.FromMinutes(31);
        Assert.Null(searches.Find(key));
    }

    [Fact]
    public void No_more_than_a_thousand_are_kept_and_the_oldest_goes_first()
    {
        var searches = new RememberedSearches(clock);
        var first = searches.Keep("first");
        for (var i = 0; i < 1000; i++)
        {
            clock.Now += TimeSpan.FromMilliseconds(1);
            searches.Keep("other");
        }

        Assert.Null(searches.Find(first));
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
