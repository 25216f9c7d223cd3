using FsCheck;
using FsCheck.Fluent;
using Tessera.Oncology.Quality;

namespace Tessera.Oncology.Tests.Quality;

/// <summary>Counts merge by addition, whatever the order, and are kept exactly.</summary>
public sealed class QualityVectorTests
{
    // A fixed seed: a build fails for a change and never by chance.
    private static readonly Config Config = Config.QuickThrowOnFailure.WithReplay(14294023270020069747, 864019618856392577);

    [Fact]
    public void The_order_of_addition_does_not_matter() => Prop.ForAll(Vectors(), vectors =>
    {
        var (forward, backward) = (new QualityVector(), new QualityVector());
        foreach (var vector in vectors) forward.Add(vector);
        foreach (var vector in vectors.Reverse()) backward.Add(vector);
        return Same(forward, backward);
    }).Check(Config);

    [Fact]
    public void What_is_taken_away_leaves_nothing_behind() => Prop.ForAll(Vectors(), vectors =>
    {
        var (all, rest) = (new QualityVector(), new QualityVector());
        foreach (var vector in vectors) all.Add(vector);
        foreach (var vector in vectors.Skip(1)) rest.Add(vector);
        if (vectors.Length > 0) all.Subtract(vectors[0]);
        return Same(all, rest);
    }).Check(Config);

    [Fact]
    public void Counts_are_read_as_they_were_written() => Prop.ForAll(Vectors(), vectors => vectors.All(vector =>
    {
        var entries = vector.ByEntry(_ => true);
        return QualityCodec.Read(QualityCodec.Write(entries)).SequenceEqual(entries.OrderBy(pair => pair.Key));
    })).Check(Config);

    [Fact]
    public void Counts_that_are_cut_off_are_not_read() => Assert.Throws<FormatException>(() => QualityCodec.Read(new byte[] { 0x80 }).ToList());

    [Fact]
    public void A_finding_knows_its_element_and_rule()
    {
        var key = new QualityKey("s", 202001, QualityKey.OfFinding(506, PlausibilityRule.DoseAgainstBody));
        Assert.Equal((506, PlausibilityRule.DoseAgainstBody), (key.Element, key.Rule));
        Assert.Null(new QualityKey("s", 202001, 506).Rule);
    }

    private static bool Same(QualityVector left, QualityVector right) =>
        left.Counts.Count() == right.Counts.Count() && left.Counts.All(pair => right[pair.Key] == pair.Value);

    private static Arbitrary<QualityVector[]> Vectors()
    {
        var number = Gen.Frequency((3, Gen.Choose(0, 1)), (1, Gen.Choose(-5, 100_000)));
        var count = from numbers in number.ArrayOf(10) select new QualityCounts
        {
            Expected = numbers[0], InSource = numbers[1], Extracted = numbers[2], Valid = numbers[3], Coded = numbers[4], Uncheckable = numbers[5],
            Plausible = numbers[6], Doubtful = numbers[7], Recent = numbers[8], Usable = numbers[9],
        };
        var key = from source in Gen.Elements("a", "b") from month in Gen.Elements(0, 202001, 202002) from entry in Gen.Choose(0, 40) select new QualityKey(source, month, entry);
        var pair = from one in key from counts in count select (one, counts);
        return pair.ListOf().Select(pairs =>
        {
            var vector = new QualityVector();
            foreach (var (one, counts) in pairs) vector.Add(one, counts);
            return vector;
        }).ArrayOf().ToArbitrary();
    }
}
