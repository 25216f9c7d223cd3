using Tessera.Fhir.Json;

namespace Tessera.Fhir.Path;

/// <summary>What an evaluation may know besides its focus. Immutable; share one between evaluations.</summary>
public sealed record FhirPathContext
{
    private FhirNode resource;
    private FhirNode rootResource;

    /// <summary>The resource that contains the focus (<c>%resource</c>); no node when the focus is a resource itself.</summary>
    public FhirNode Resource { get => resource; init => resource = value; }

    /// <summary>The outermost resource that contains the focus without crossing a Bundle entry (<c>%rootResource</c>); no node for <see cref="Resource"/>.</summary>
    public FhirNode RootResource { get => rootResource; init => rootResource = value; }

    /// <summary>Values of <c>%name</c> beyond the standard ones.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FhirPathValue>>? Variables { get; init; }

    /// <summary>Finds the resource of a reference that does not lie in the document; no node when it cannot.</summary>
    public Func<string, FhirNode>? Resolve { get; init; }

    /// <summary>Whether a code, Coding or CodeableConcept is in a value set; null when the value set is not known.</summary>
    public Func<FhirPathValue, string, bool?>? MemberOf { get; init; }

    /// <summary>Whether one code (first) subsumes another (second); null when that is not known.</summary>
    public Func<FhirPathValue, FhirPathValue, bool?>? Subsumes { get; init; }

    /// <summary>Whether an element conforms to a profile; null when the profile is not known. Without it, base types are told by their names.</summary>
    public Func<FhirNode, string, bool?>? ConformsTo { get; init; }

    /// <summary>Gets what <c>trace()</c> sees. Values may be a patient's: never log them.</summary>
    public Action<string, FhirPathValue>? Trace { get; init; }

    /// <summary>The clock of <c>now()</c>, <c>today()</c> and <c>timeOfDay()</c>, and its zone.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Stands at another resource: for the validator, which owns its context and asks thousands of questions of each resource.</summary>
    internal void Move(FhirNode to, FhirNode root) => (resource, rootResource) = (to, root);
}
