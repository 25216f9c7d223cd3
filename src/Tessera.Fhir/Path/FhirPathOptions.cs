namespace Tessera.Fhir.Path;

/// <summary>How strictly an expression is compiled. The published search parameters and invariants of FHIR R4 need the lenient defaults.</summary>
public sealed record FhirPathOptions
{
    /// <summary>The lenient defaults.</summary>
    public static FhirPathOptions Default { get; } = new();

    /// <summary>Refuses a leading type name other than the context's, and makes <c>as</c> on several values an error as the specification
    /// has it; R4's own expressions (<c>dom-3</c>, many search parameters) use it as a filter.</summary>
    public bool Strict { get; init; }

    /// <summary>Refuses functions that depend on order (<c>first</c>, <c>skip</c>, …) on collections without one (<c>children</c>, …).</summary>
    public bool CheckOrder { get; init; }

    /// <summary>Takes elements that a type does not have, and types that do not exist, for empty instead of refusing them. For invariants that stand
    /// on elements of several types (<c>us-core-3</c>) and published expressions with faults (<c>dom-r4b</c> names types of later versions).</summary>
    public bool AllowUnknown { get; init; }

    /// <summary>Bounds.</summary>
    public FhirPathLimits Limits { get; init; } = FhirPathLimits.Default;
}
