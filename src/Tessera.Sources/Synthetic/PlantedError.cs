namespace Tessera.Sources.Synthetic;

/// <summary>Something wrong or missing that the synthetic centre planted on purpose.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Where">Key of the record it is in.</param>
internal sealed record PlantedError(ErrorKind Kind, string Where);
