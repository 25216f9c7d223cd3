namespace Tessera.Sources.Mapping;

/// <summary>Something a reference may point to.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="List">Layout whose rows become it, or null when no file of the source does.</param>
internal sealed record ReferenceTarget(string Type, string? List);
