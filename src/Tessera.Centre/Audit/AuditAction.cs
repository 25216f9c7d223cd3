namespace Tessera.Centre.Audit;

/// <summary>What was done: https://hl7.org/fhir/R4/valueset-audit-event-action.html. The value is the code.</summary>
public enum AuditAction
{
    /// <summary>Something was made.</summary>
    Create = 'C',

    /// <summary>Something was read, or searched for and found.</summary>
    Read = 'R',

    /// <summary>Something was changed.</summary>
    Update = 'U',

    /// <summary>Something was deleted.</summary>
    Delete = 'D',

    /// <summary>Several of these, in a batch or transaction, or an operation.</summary>
    Execute = 'E',
}
