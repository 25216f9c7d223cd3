namespace Tessera.Web.Pages.Patients;

/// <summary>The columns by which the list of patients is sorted.</summary>
public enum PatientOrder
{
    /// <summary>Last contact.</summary>
    Contact,

    /// <summary>Name; only for as many patients as can be read at once, since names are in no index of ours beside the records.</summary>
    Name,

    /// <summary>Cancer.</summary>
    Cancer,

    /// <summary>Stage now.</summary>
    Stage,

    /// <summary>Year of birth.</summary>
    Born,

    /// <summary>Worst verdict.</summary>
    Verdict,
}
