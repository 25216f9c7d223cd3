namespace Tessera.Sources.Ndjson;

/// <summary>One line of a file that is not empty.</summary>
/// <param name="Number">Line from 1.</param>
/// <param name="Json">Its bytes, valid until the next line is read; empty when the line is too long or the file ends within its compression.</param>
/// <param name="Problem">Why it has no bytes, or null.</param>
internal readonly record struct NdjsonLine(int Number, ReadOnlyMemory<byte> Json, string? Problem);
