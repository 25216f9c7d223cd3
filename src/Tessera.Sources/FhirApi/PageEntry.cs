namespace Tessera.Sources.FhirApi;

/// <summary>One resource of a page.</summary>
/// <param name="Resource">Its JSON.</param>
/// <param name="IsOutcome">Whether the server says something of the search with it, instead of giving a match.</param>
internal readonly record struct PageEntry(ReadOnlyMemory<byte> Resource, bool IsOutcome);
