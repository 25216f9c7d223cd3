namespace Tessera.Fhir.Definitions.Layers;

/// <summary>Where a definition stands in its layer.</summary>
internal readonly record struct LayerEntry(DefinitionKind Kind, string Url, string Version, int Offset);
