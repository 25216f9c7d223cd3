using Tessera.Sources;

namespace Tessera.Centre.Import;

/// <summary>A source record after validation.</summary>
/// <param name="Outcome">What became of it: extracted, quarantined (by the source or by validation) or ignored.</param>
/// <param name="Resources">Its resources when it was extracted; else none.</param>
public sealed record CheckedRecord(RecordOutcome Outcome, IReadOnlyList<CheckedResource> Resources);
