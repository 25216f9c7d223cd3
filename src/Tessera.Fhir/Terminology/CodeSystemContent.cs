namespace Tessera.Fhir.Terminology;

/// <summary>How much of a code system its resource holds (http://hl7.org/fhir/R4/valueset-codesystem-content-mode.html).</summary>
public enum CodeSystemContent : byte
{
    /// <summary>None of its concepts.</summary>
    NotPresent,

    /// <summary>Some concepts, as illustration.</summary>
    Example,

    /// <summary>A part that somebody chose.</summary>
    Fragment,

    /// <summary>Every concept: a code that is absent is not a code of the system.</summary>
    Complete,

    /// <summary>Additions to another code system.</summary>
    Supplement,
}
