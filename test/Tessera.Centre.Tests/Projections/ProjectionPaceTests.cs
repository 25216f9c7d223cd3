using FsCheck;
using FsCheck.Fluent;

namespace Tessera.Centre.Projections;

/// <summary>How what is derived shares the processor with those who write.</summary>
public sealed class ProjectionPaceTests
{
    private static readonly ProjectionPace Pace = new(TimeSpan.FromSeconds(1));

    [Fact]
    public void While_changes_come_it_works_a_quarter_of_the_time_at_most() => Prop.ForAll(Milliseconds(), Gen.Elements(true, false).ToArbitrary(), (worked, isMoreWaiting) =>
        Pace.After(worked, isMoreWaiting, areChangesComing: true) >= worked * 3).Check(Seeded.Config);

    [Fact]
    public void It_never_rests_longer_than_that_and_the_pause() => Prop.ForAll(Milliseconds(), Gen.Elements(true, false).ToArbitrary(), (worked, isMoreWaiting) =>
        Pace.After(worked, isMoreWaiting, areChangesComing: true) <= (worked * 3) + Pace.Pause).Check(Seeded.Config);

    [Fact]
    public void When_nobody_writes_it_goes_on_until_nothing_waits() =>
        Assert.Equal((TimeSpan.Zero, Pace.Pause), (Pace.After(TimeSpan.FromSeconds(1), isMoreWaiting: true, areChangesComing: false), Pace.After(TimeSpan.FromSeconds(1), isMoreWaiting: false, areChangesComing: false)));

    [Fact]
    public void A_single_change_costs_no_more_than_the_pause() =>
        Assert.Equal(Pace.Pause, Pace.After(TimeSpan.FromMilliseconds(2), isMoreWaiting: false, areChangesComing: true));

    private static Arbitrary<TimeSpan> Milliseconds() => Gen.Choose(0, 5_000).Select(number => TimeSpan.FromMilliseconds(number)).ToArbitrary();
}
