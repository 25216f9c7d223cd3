namespace Tessera.Fhir.Validation;

/// <summary>The three answers of validation.</summary>
public enum Verdict
{
    /// <summary>Every rule was checked and holds.</summary>
    Valid,

    /// <summary>No rule is broken, but at least one could not be checked because a named definition or code system is not loaded.</summary>
    Unchecked,

    /// <summary>A rule is broken.</summary>
    Invalid,
}
