namespace Tessera.Centre.Checks.Running;

/// <summary>Ends a case before its last step: something was not as expected, or it does not apply.</summary>
/// <param name="Outcome">Failed or skipped.</param>
/// <param name="Expected">What should have come, or why the case does not apply.</param>
/// <param name="Found">What came.</param>
internal sealed record CaseEnd(CheckOutcome Outcome, string Expected, string Found)
{
    public static CaseEnd Failed(string expected, string found) => new(CheckOutcome.Failed, expected, found);

    public static CaseEnd Skipped(string why) => new(CheckOutcome.Skipped, why, "");
}
