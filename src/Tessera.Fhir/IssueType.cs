namespace Tessera.Fhir;

/// <summary>FHIR issue-type, as far as Tessera uses it. See https://hl7.org/fhir/R4/valueset-issue-type.html</summary>
public enum IssueType
{
    /// <summary>Content that is not valid (general).</summary>
    Invalid,

    /// <summary>The shape of the content is wrong: unknown element, object instead of list, not JSON.</summary>
    Structure,

    /// <summary>A required element is missing.</summary>
    Required,

    /// <summary>A value is not allowed: format, fixed value, pattern, length, cardinality.</summary>
    Value,

    /// <summary>A rule between elements is broken.</summary>
    Invariant,

    /// <summary>A code is not in the value set or code system.</summary>
    CodeInvalid,

    /// <summary>An extension is not known or not allowed here.</summary>
    Extension,

    /// <summary>Something could not be checked or done because a definition is not here.</summary>
    NotSupported,

    /// <summary>A reference or resource does not exist.</summary>
    NotFound,

    /// <summary>The resource existed and was deleted.</summary>
    Deleted,

    /// <summary>The same thing twice.</summary>
    Duplicate,

    /// <summary>Several records match where one is meant.</summary>
    MultipleMatches,

    /// <summary>Input beyond a stated limit.</summary>
    TooLong,

    /// <summary>The request would be too much work.</summary>
    TooCostly,

    /// <summary>A version conflict.</summary>
    Conflict,

    /// <summary>Sign-in needed.</summary>
    Login,

    /// <summary>Not allowed.</summary>
    Forbidden,

    /// <summary>General processing failure.</summary>
    Processing,

    /// <summary>A fault of ours.</summary>
    Exception,

    /// <summary>For information only.</summary>
    Informational,
}
