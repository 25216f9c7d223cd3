namespace Tessera.Oncology.Mcode;

/// <summary>What a procedure is to mCODE.</summary>
public enum TreatmentKind
{
    /// <summary>Not known to be surgery or radiotherapy: a plain Procedure.</summary>
    Other,

    /// <summary>Surgery against cancer.</summary>
    Surgery,

    /// <summary>Radiotherapy of a modality that mCODE names: a course summary.</summary>
    RadiotherapyCourse,

    /// <summary>Radiotherapy whose modality is not one that mCODE names: a plain Procedure in the radiotherapy category.</summary>
    Radiotherapy,
}
