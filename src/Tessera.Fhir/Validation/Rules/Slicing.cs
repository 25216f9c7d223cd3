namespace Tessera.Fhir.Validation.Rules;

/// <summary>How the items of an element find their slice.</summary>
internal sealed record Slicing(SliceRule[] Slices, bool IsClosed, bool IsOpenAtEnd, bool IsOrdered);
