namespace Tessera.Centre.Quality;

/// <summary>Which columns of a file feed which elements of a profile.</summary>
/// <param name="Source">The source.</param>
/// <param name="File">The file.</param>
/// <param name="Profile">Name of the profile that records of it claimed, else their type.</param>
/// <param name="Path">Columns and elements, as origins write them.</param>
internal sealed record QualityFeed(string Source, string File, string Profile, string Path);
