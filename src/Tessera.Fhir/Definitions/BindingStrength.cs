namespace Tessera.Fhir.Definitions;

/// <summary>Strength of a binding. See https://hl7.org/fhir/R4/terminologies.html#strength</summary>
public enum BindingStrength
{
    /// <summary>Only an illustration.</summary>
    Example,

    /// <summary>Encouraged.</summary>
    Preferred,

    /// <summary>To be used where a code applies.</summary>
    Extensible,

    /// <summary>Always.</summary>
    Required,
}
