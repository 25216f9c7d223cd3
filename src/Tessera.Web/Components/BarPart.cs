namespace Tessera.Web.Components;

/// <summary>One part of a <c>StackedBar</c>.</summary>
/// <param name="Tone">Its look: <c>whole</c>, <c>main</c>, <c>part</c>, <c>warn</c>, <c>bad</c>.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
public sealed record BarPart(string Tone, long From, long To)
{
    /// <summary>One amount of something.</summary>
    public static IReadOnlyList<BarPart> Amount(long number) => [new("main", 0, number)];

    /// <summary>Expected → in source → valid as one shape: each lies within the one before it.</summary>
    public static IReadOnlyList<BarPart> Coverage(long expected, long inSource, long valid) =>
        [new("whole", 0, expected), new("part", 0, inSource), new("main", 0, valid)];

    /// <summary>Valid, not checked and invalid, one after the other.</summary>
    public static IReadOnlyList<BarPart> Verdicts(long valid, long notChecked, long invalid) =>
        [new("main", 0, valid), new("warn", valid, valid + notChecked), new("bad", valid + notChecked, valid + notChecked + invalid)];
}
