namespace Tessera.Oncology.Quality;

/// <summary>Where a record came from.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Fed">The elements that its cells fed.</param>
public sealed record RecordOrigin(string Source, FedElements Fed);
