namespace Tessera.Sources.Drafting;

/// <summary>What a column seems to hold.</summary>
internal enum ColumnRole
{
    /// <summary>The patient's number.</summary>
    Patient,

    /// <summary>The record's own number.</summary>
    Key,

    /// <summary>Family name.</summary>
    Family,

    /// <summary>Given name.</summary>
    Given,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>Day of birth.</summary>
    Birth,

    /// <summary>Day of death.</summary>
    Death,

    /// <summary>Postal code.</summary>
    PostalCode,

    /// <summary>Town.</summary>
    City,

    /// <summary>Diagnosis as ICD-10 code.</summary>
    Diagnosis,

    /// <summary>Diagnosis in words.</summary>
    DiagnosisText,

    /// <summary>Side of the body.</summary>
    Side,

    /// <summary>Medicine as ATC code.</summary>
    Medicine,

    /// <summary>Medicine as a code of the centre's own.</summary>
    LocalMedicine,

    /// <summary>Medicine in words.</summary>
    MedicineText,

    /// <summary>Finding as LOINC code.</summary>
    Finding,

    /// <summary>Finding as a code of the centre's own.</summary>
    LocalFinding,

    /// <summary>Finding in words.</summary>
    FindingText,

    /// <summary>Number or word that was found.</summary>
    Value,

    /// <summary>What was found in words, beside a column with numbers.</summary>
    ValueText,

    /// <summary>A diagnosis of another file, by its number.</summary>
    DiagnosisKey,

    /// <summary>Lower end of the normal range.</summary>
    Low,

    /// <summary>Upper end of the normal range.</summary>
    High,

    /// <summary>Whether a dose was given.</summary>
    Status,

    /// <summary>Way in which a medicine is given.</summary>
    Route,

    /// <summary>Dose of a medicine.</summary>
    Dose,

    /// <summary>Unit of a value or dose.</summary>
    Unit,

    /// <summary>Day on which something was or began.</summary>
    Start,

    /// <summary>Day on which something ended.</summary>
    End,
}
