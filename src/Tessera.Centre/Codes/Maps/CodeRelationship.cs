namespace Tessera.Centre.Codes.Maps;

/// <summary>How the meaning of the target relates to that of the source, as in https://hl7.org/fhir/R4/valueset-concept-map-equivalence.html.</summary>
public enum CodeRelationship
{
    /// <summary>The same meaning.</summary>
    Equivalent,

    /// <summary>The same definition.</summary>
    Equal,

    /// <summary>The target means more than the source.</summary>
    Wider,

    /// <summary>The target means less than the source.</summary>
    Narrower,

    /// <summary>The meanings overlap.</summary>
    Inexact,

    /// <summary>They have to do with one another.</summary>
    Relatedto,
}
