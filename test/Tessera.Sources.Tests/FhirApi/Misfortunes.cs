using FsCheck;
using FsCheck.Fluent;

namespace Tessera.Sources.Tests.FhirApi;

/// <summary>How often a server does what it should not, in percent of its answers; and from which seed it draws.</summary>
internal sealed record Misfortunes(int Seed)
{
    public int Busy { get; init; }

    public int Throttled { get; init; }

    public int Cut { get; init; }

    public int Garbage { get; init; }

    public int Broken { get; init; }

    public int TokenLost { get; init; }

    public int PageRepeated { get; init; }

    public int EntryRepeated { get; init; }

    public int SearchForgotten { get; init; }

    public static Misfortunes None { get; } = new(0);

    /// <summary>Servers of any badness that a patient reader survives.</summary>
    public static Gen<Misfortunes> Any { get; } =
        from seed in Gen.Choose(0, 1_000_000)
        from percents in Gen.Choose(0, 12).ArrayOf(8)
        select new Misfortunes(seed)
        {
            Busy = percents[0], Throttled = percents[1], Cut = percents[2], Garbage = percents[3], Broken = percents[4],
            PageRepeated = percents[5], EntryRepeated = percents[6] * 4, SearchForgotten = percents[7] / 6,
        };
}
