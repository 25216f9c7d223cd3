namespace Tessera.Fhir.Narrative;

/// <summary>Ways in which a narrative breaks the rules of FHIR's XHTML.</summary>
internal enum XhtmlFaultKind
{
    None,
    NotWellFormed,
    NotDiv,
    Element,
    Attribute,
    Script,
    Entity,
    Declaration,
    TooDeep,

    /// <summary>Neither text nor image: invariant txt-2. All others are txt-1.</summary>
    Empty,
}
