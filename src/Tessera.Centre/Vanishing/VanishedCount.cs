namespace Tessera.Centre.Vanishing;

/// <summary>What a run that saw its whole source found gone.</summary>
/// <param name="Gone">Resources whose record the source no longer has, those found by earlier runs included.</param>
/// <param name="Marked">Of these, marked by this run.</param>
/// <param name="Deleted">Of these, deleted by this run.</param>
/// <param name="Undecided">Resources that were not seen, but whose record may be one of those in quarantine.</param>
/// <param name="Refused">Whether marking or deleting was refused, because a greater share is gone than the rule allows.</param>
public sealed record VanishedCount(long Gone, long Marked, long Deleted, long Undecided, bool Refused)
{
    /// <summary>Resources whose record is another patient's now, deleted or marked by this run whatever the rule; not among the others.</summary>
    public long Moved { get; init; }
}
