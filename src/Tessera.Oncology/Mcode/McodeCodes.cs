using System.Collections.Frozen;

namespace Tessera.Oncology.Mcode;

/// <summary>Codes that mCODE 4.0.0 itself spells out: categories that its searches ask for, and its short value sets.</summary>
public static class McodeCodes
{
    /// <summary>Category of a primary cancer condition: <c>Condition?category=372087000</c>.</summary>
    public const string PrimaryCancer = "372087000";

    /// <summary>Category of a secondary cancer condition: <c>Condition?category=128462008</c>.</summary>
    public const string SecondaryCancer = "128462008";

    /// <summary>Category of everything about stage: <c>Observation?category=385356007</c>.</summary>
    public const string Staging = "385356007";

    /// <summary>Category of tumour marker tests: <c>Observation?category=250724005</c>.</summary>
    public const string TumorMarker = "250724005";

    /// <summary>Surgical procedure: <c>Procedure?code=387713003</c>.</summary>
    public const string SurgicalProcedure = "387713003";

    /// <summary>Radiation oncology or radiotherapy, the category the CodeX radiotherapy examples use.</summary>
    public const string Radiotherapy = "108290001";

    /// <summary>The code that every course summary of radiotherapy carries.</summary>
    public const string RadiotherapyCourse = "1217123003";

    /// <summary>LOINC code of a cancer disease status.</summary>
    public const string DiseaseStatus = "97509-4";

    /// <summary>The four codes of mcode-laterality-qualifier-vs.</summary>
    public static readonly FrozenSet<string> Lateralities = FrozenSet.Create("51440002", "399488007", "24028007", "7771000");

    /// <summary>The codes that a disease status may have: mcode-condition-status-trend-max-vs, all SNOMED CT.</summary>
    public static readonly FrozenSet<string> DiseaseStatuses = FrozenSet.Create(
        "268910001", "359746009", "271299001", "709137006",
        "550991000124107", "551001000124108", "103338009", "103337004", "399409002");

    /// <summary>Modalities of mcode-radiotherapy-modality-vs, all SNOMED CT.</summary>
    public static readonly FrozenSet<string> RadiotherapyModalities = FrozenSet.Create(
        "10611004", "45643008", "80347004", "1156505006", "1156506007",
        "1156708005", "169359004", "1156384006", "394902000", "438629002", "440252007");
}
