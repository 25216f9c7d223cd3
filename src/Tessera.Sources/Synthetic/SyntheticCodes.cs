using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic;

/// <summary>The codes behind the words of a story, in both flavours; all are shown by mCODE 4.0.0 or are ICD-10 and ATC.</summary>
internal static class SyntheticCodes
{
    /// <summary>ATC of the WHO.</summary>
    public const string Atc = "http://www.whocc.no/atc";

    /// <summary>Identifier system of the synthetic centre's medical record numbers.</summary>
    public const string RecordNumbers = "https://synthetic-centre.example/mrn";

    /// <summary>The synthetic laboratory's own codes, which no code system knows.</summary>
    public const string LocalLaboratory = "https://synthetic-centre.example/laboratory";

    /// <summary>The synthetic centre's list of side effects.</summary>
    public const string SideEffects = "https://synthetic-centre.example/side-effects";

    /// <summary>The edition of TNM: AJCC, 8th.</summary>
    public const string AjccEdition = "897275008";

    public static string Of(Intent intent) => intent == Intent.Curative ? "373808002" : "363676003";

    public static string Of(DiseaseTrend trend) => trend switch
    {
        DiseaseTrend.FullRemission => "103338009",
        DiseaseTrend.PartialRemission => "103337004",
        DiseaseTrend.Improved => "268910001",
        DiseaseTrend.Stable => "359746009",
        DiseaseTrend.Worsened => "271299001",
        _ => "709137006",
    };

    public static string Of(StatusEvidence evidence) => evidence switch
    {
        StatusEvidence.Imaging => "363679005",
        StatusEvidence.Laboratory => "386344002",
        StatusEvidence.Pathology => "108257001",
        _ => "5880005",
    };

    /// <summary>mCODE's treatment termination reasons; null for what was not stopped.</summary>
    public static string? Of(CourseEnd end) => end switch
    {
        CourseEnd.NoResponse => "266721009",
        CourseEnd.NotTolerated => "407563006",
        CourseEnd.Refused => "105480006",
        CourseEnd.LostToFollowUp => "399307001",
        CourseEnd.Death => "419620001",
        _ => null,
    };

    public static string? Of(Side side) => side switch { Side.Left => "7771000", Side.Right => "24028007", _ => null };

    public static string Of(SpecimenKind kind) => kind switch { SpecimenKind.Tumour => "TUMOR", SpecimenKind.Marrow => "MAR", _ => "BLD" };

    /// <summary>Code of the primary cancer in the flavour's ICD-10.</summary>
    public static Coding Cancer(PrimaryCancer cancer, SyntheticFlavour flavour)
    {
        var site = cancer.Site;
        if (flavour == SyntheticFlavour.Europe) return new Coding(CodeSystems.Icd10, site.Icd10);
        return new Coding(CodeSystems.Icd10Cm, cancer.Side switch { Side.Left => site.Icd10CmLeft!, Side.Right => site.Icd10CmRight!, _ => site.Icd10Cm });
    }

    public static Coding Illness(Illness illness, SyntheticFlavour flavour) =>
        flavour == SyntheticFlavour.Europe ? new(CodeSystems.Icd10, illness.Icd10) : new(CodeSystems.Icd10Cm, illness.Icd10Cm);

    public static Coding Metastasis(MetastasisSite site, SyntheticFlavour flavour) =>
        flavour == SyntheticFlavour.Europe ? new(CodeSystems.Icd10, site.Icd10) : new(CodeSystems.Icd10Cm, site.Icd10Cm);

    /// <summary>Code of a medicine: ATC in Europe, RxNorm in the United States where mCODE shows one, else null.</summary>
    public static Coding? Medicine(Medicine medicine, SyntheticFlavour flavour) =>
        flavour == SyntheticFlavour.Europe ? new(Atc, medicine.Atc) : medicine.RxNorm is { } code ? new(CodeSystems.RxNorm, code) : null;

    /// <summary>Unit in which a dose is counted.</summary>
    public static string Unit(DoseBasis basis) => basis == DoseBasis.UnitsPerSquareMetre ? "[IU]" : "mg";

    public static string RouteText(Route route) => route.ToString();

    /// <summary>Route as mCODE's examples code it, or null.</summary>
    public static string? RouteCode(Route route) => route switch { Route.Intravenous => "47625008", Route.Oral => "26643006", _ => null };

    /// <summary>Grade group with the Gleason score that it usually stands for.</summary>
    public static string GradeGroupText(string group) => group switch
    {
        "1" => "ISUP grade group 1 (Gleason score 3 + 3 = 6)",
        "2" => "ISUP grade group 2 (Gleason score 3 + 4 = 7)",
        "3" => "ISUP grade group 3 (Gleason score 4 + 3 = 7)",
        "4" => "ISUP grade group 4 (Gleason score 4 + 4 = 8)",
        _ => "ISUP grade group 5 (Gleason score 4 + 5 = 9)",
    };
}
