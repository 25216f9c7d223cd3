namespace Tessera.Fhir.Terminology;

/// <summary>Whether a code belongs to a value set.</summary>
public enum Membership : byte
{
    /// <summary>It certainly does not.</summary>
    NotMember,

    /// <summary>It certainly does.</summary>
    Member,

    /// <summary>It cannot be known here: a named code system or value set is not loaded.</summary>
    Unknown,
}
