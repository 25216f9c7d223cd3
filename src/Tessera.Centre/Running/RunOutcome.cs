using Tessera.Centre.Runs;

namespace Tessera.Centre.Running;

/// <summary>How a run of a configured source ended.</summary>
/// <param name="Source">Id of the source, or its name when it could not be opened.</param>
/// <param name="Run">Number of the run, or null when it did not begin.</param>
/// <param name="State">How it ended.</param>
/// <param name="Account">What became of the records; null when it failed.</param>
/// <param name="Problem">Why it failed, without patient data; or null.</param>
public sealed record RunOutcome(string Source, long? Run, ImportState State, ImportAccount? Account, string? Problem);
