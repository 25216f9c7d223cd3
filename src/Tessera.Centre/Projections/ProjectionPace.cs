namespace Tessera.Centre.Projections;

/// <summary>How the projector shares the processor with those who write. While changes keep coming it works in short turns and rests three times as
/// long as each took, so that it takes a quarter of one processor at most; when nobody writes it does not rest until all is done. What is derived
/// is then no older than four times what making all that waits takes, and the pause.</summary>
/// <param name="Pause">How long it rests when nothing waits.</param>
internal sealed record ProjectionPace(TimeSpan Pause)
{
    /// <summary>After so much work a turn ends, with the patient it is at.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    private const int RestsForWork = 3;

    /// <summary>How long to rest after a turn.</summary>
    /// <param name="worked">How long patients were being made.</param>
    /// <param name="isMoreWaiting">Whether more patients wait.</param>
    /// <param name="areChangesComing">Whether anything was written since the turn before.</param>
    public TimeSpan After(TimeSpan worked, bool isMoreWaiting, bool areChangesComing)
    {
        var least = isMoreWaiting ? TimeSpan.Zero : Pause;
        var fair = areChangesComing ? worked * RestsForWork : TimeSpan.Zero;
        return fair > least ? fair : least;
    }
}
