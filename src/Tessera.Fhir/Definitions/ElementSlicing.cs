namespace Tessera.Fhir.Definitions;

/// <summary>How an element is split into slices. See https://hl7.org/fhir/R4/profiling.html#slicing</summary>
/// <param name="Discriminators">What tells the slices apart; empty means that slices are matched by conformance.</param>
/// <param name="Rules"><c>open</c>, <c>closed</c> or <c>openAtEnd</c>.</param>
/// <param name="Ordered">Whether items come in the order of the slices.</param>
public sealed record ElementSlicing(IReadOnlyList<SliceDiscriminator> Discriminators, string Rules, bool Ordered);
