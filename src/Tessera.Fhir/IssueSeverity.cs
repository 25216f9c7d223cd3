namespace Tessera.Fhir;

/// <summary>FHIR issue-severity. See https://hl7.org/fhir/R4/valueset-issue-severity.html</summary>
public enum IssueSeverity
{
    /// <summary>For information.</summary>
    Information,

    /// <summary>Allowed, but probably not meant.</summary>
    Warning,

    /// <summary>The input breaks a rule.</summary>
    Error,

    /// <summary>Nothing could be done with the input.</summary>
    Fatal,
}
