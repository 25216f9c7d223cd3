namespace Tessera.Fhir.Validation.Rules;

/// <summary>How an invariant is answered.</summary>
internal enum ConstraintKind
{
    /// <summary>By its expression.</summary>
    Expression,

    /// <summary>ele-1: an element has a value or children.</summary>
    NotEmpty,

    /// <summary>txt-1: narrative is XHTML with only what is allowed there.</summary>
    NarrativeIsAllowed,

    /// <summary>txt-2: narrative has content.</summary>
    NarrativeHasContent,

    /// <summary>ref-1: what a reference with <c>#</c> points to is contained.</summary>
    ContainedIsThere,

    /// <summary>dom-3: something refers to each contained resource.</summary>
    ContainedIsReferenced,
}
