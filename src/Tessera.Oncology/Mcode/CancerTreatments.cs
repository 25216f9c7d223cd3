using System.Collections.Frozen;

namespace Tessera.Oncology.Mcode;

/// <summary>Decides which mCODE profile a procedure gets, only where open specifications say so.</summary>
public static class CancerTreatments
{
    // Shown as surgical procedures: the two of the IG's examples, and total mastectomy of the extraction framework's sample.
    private static readonly FrozenSet<string> SurgicalCodes = FrozenSet.Create("64368001", "359615001", "172043006", McodeCodes.SurgicalProcedure);

    // Radiotherapy without a modality of the IG's list: brachytherapy of unknown kind, radiotherapy in general.
    private static readonly FrozenSet<string> RadiotherapyCodes = FrozenSet.Create("152198000", McodeCodes.Radiotherapy);

    /// <summary>What a procedure code says.</summary>
    /// <param name="system">Code system URI.</param>
    /// <param name="code">The code.</param>
    public static TreatmentKind OfCode(string? system, string code) => system switch
    {
        CodeSystems.Snomed when McodeCodes.RadiotherapyModalities.Contains(code) => TreatmentKind.RadiotherapyCourse,
        CodeSystems.Snomed when SurgicalCodes.Contains(code) => TreatmentKind.Surgery,
        CodeSystems.Snomed when RadiotherapyCodes.Contains(code) => TreatmentKind.Radiotherapy,
        CodeSystems.Icd10Pcs when code.Length == 7 => OfPcsSection(code[0]),
        _ => TreatmentKind.Other,
    };

    // ICD-10-PCS: the first character is the section; 0 is Medical and Surgical, D is Radiation Therapy.
    private static TreatmentKind OfPcsSection(char section) => section switch
    {
        '0' => TreatmentKind.Surgery,
        'D' or 'd' => TreatmentKind.Radiotherapy,
        _ => TreatmentKind.Other,
    };
}
