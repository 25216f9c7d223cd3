namespace Tessera.Centre.Checks;

/// <summary>What a server was found to do.</summary>
public sealed record CheckReport
{
    /// <summary>What it was checked with.</summary>
    public required CheckSuite Suite { get; init; }

    /// <summary>The base address.</summary>
    public required Uri Server { get; init; }

    /// <summary>What it calls itself: name and version of its software, or empty.</summary>
    public required string Software { get; init; }

    /// <summary>When the check began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The cases in the order of the suite; empty when the server did not answer.</summary>
    public required IReadOnlyList<CheckResult> Results { get; init; }

    /// <summary>Why nothing could be checked at all, or null.</summary>
    public string? Unreachable { get; init; }

    /// <summary>How many cases ended so.</summary>
    public int Count(CheckOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    /// <summary>Whether the server answered and nothing failed.</summary>
    public bool Conforms => Unreachable is null && Count(CheckOutcome.Failed) == 0;
}
