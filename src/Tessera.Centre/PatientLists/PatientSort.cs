namespace Tessera.Centre.PatientLists;

/// <summary>The order of a list of patients; patients with the same value follow their ids.</summary>
public enum PatientSort
{
    /// <summary>Last contact.</summary>
    Contact,

    /// <summary>Cancer, in the order of its words.</summary>
    Cancer,

    /// <summary>Stage now.</summary>
    Stage,

    /// <summary>Year of birth.</summary>
    Born,

    /// <summary>Worst verdict.</summary>
    Verdict,
}
