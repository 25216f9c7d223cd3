using FsCheck;
using FsCheck.Fluent;
using Tessera.Sources.Synthetic;
using Tessera.Sources.Synthetic.Telling;

namespace Tessera.Sources.Tests.Synthetic;

/// <summary>Whatever seed and number somebody takes.</summary>
public sealed class StoryProperties
{
    [Fact]
    public void A_story_is_told_the_same_way_twice() => Prop.ForAll(Seeds().ToArbitrary(), pair =>
    {
        var (first, second) = (StoryTeller.Tell(pair.Seed, SyntheticFlavour.Europe, pair.Number), StoryTeller.Tell(pair.Seed, SyntheticFlavour.Europe, pair.Number));
        return first.Findings.SequenceEqual(second.Findings) && first.Visits.SequenceEqual(second.Visits) && first.Died == second.Died && first.Person == second.Person;
    }).Check(Seeded.Config);

    [Fact]
    public void A_flavour_changes_who_the_patient_is_and_nothing_of_the_disease() => Prop.ForAll(Seeds().ToArbitrary(), pair =>
    {
        var (american, european) = (StoryTeller.Tell(pair.Seed, SyntheticFlavour.UnitedStates, pair.Number), StoryTeller.Tell(pair.Seed, SyntheticFlavour.Europe, pair.Number));
        return american.Cancer.Diagnosed == european.Cancer.Diagnosed && american.Findings.SequenceEqual(european.Findings) && european.Person.Race is null && american.Person.Race is not null;
    }).Check(Seeded.Config);

    [Fact]
    public void A_story_begins_with_a_visit_and_ends_with_the_last_thing_that_happened() => Prop.ForAll(Seeds().ToArbitrary(), pair =>
    {
        var patient = StoryTeller.Tell(pair.Seed, SyntheticFlavour.UnitedStates, pair.Number);
        var last = patient.Died ?? StoryDraft.AsOf;
        return patient.Visits.Count >= 3
            && patient.Findings.All(finding => finding.On >= patient.Cancer.Diagnosed && finding.On <= last)
            && patient.Visits.All(visit => visit.Start >= patient.Cancer.Diagnosed.AddDays(-20) && visit.End <= last)
            && patient.Regimens.All(course => course.Finish <= last && course.Start >= patient.Cancer.Diagnosed);
    }).Check(Seeded.Config);

    private static Gen<(long Seed, long Number)> Seeds() => Gen.Choose(0, int.MaxValue).SelectMany(seed => Gen.Choose(1, 1_000_000).Select(number => ((long)seed, (long)number)));
}
