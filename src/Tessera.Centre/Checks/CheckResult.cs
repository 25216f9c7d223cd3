namespace Tessera.Centre.Checks;

/// <summary>What became of one case, with the requests that show it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="Expected">For a failure: what should have come; for a case that was skipped: why.</param>
/// <param name="Found">For a failure: what came instead; else empty.</param>
/// <param name="Exchanges">The requests in order; the last one decided.</param>
public sealed record CheckResult(CheckCase Case, CheckOutcome Outcome, string Expected, string Found, IReadOnlyList<CheckExchange> Exchanges)
{
    /// <summary>What to do about a failure.</summary>
    public string Advice => Case.Advice ?? $"Compare the answer with {Case.Section}.";
}
