using System.Collections.Frozen;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Journeys.Reading;

/// <summary>Decides what an Observation is: by the mCODE profile that it claims, else by its code. Codes are those that mCODE's profiles fix
/// and the lists that its value sets spell out.</summary>
internal static class ObservationRoles
{
    private static readonly FrozenDictionary<string, ObservationRole> Profiles = new Dictionary<string, ObservationRole>
    {
        ["mcode-tumor-marker-test"] = ObservationRole.TumorMarker,
        ["mcode-body-surface-area"] = ObservationRole.VitalSign,
        ["mcode-tnm-stage-group"] = ObservationRole.StageGroup,
        ["mcode-cancer-stage"] = ObservationRole.Stage,
        ["mcode-lymphoma-stage"] = ObservationRole.Stage,
        ["mcode-tnm-primary-tumor-category"] = ObservationRole.TnmT,
        ["mcode-tnm-regional-nodes-category"] = ObservationRole.TnmN,
        ["mcode-tnm-distant-metastases-category"] = ObservationRole.TnmM,
        ["mcode-cancer-risk-assessment"] = ObservationRole.Risk,
        ["mcode-ALL-risk-assessment"] = ObservationRole.Risk,
        ["mcode-rhabdomyosarcoma-risk-assessment"] = ObservationRole.Risk,
        ["mcode-histologic-behavior-and-type"] = ObservationRole.Histology,
        ["mcode-tumor-morphology"] = ObservationRole.Morphology,
        ["mcode-histologic-grade"] = ObservationRole.Grade,
        ["mcode-tumor-size"] = ObservationRole.TumorSize,
        ["mcode-ecog-performance-status"] = ObservationRole.Ecog,
        ["mcode-karnofsky-performance-status"] = ObservationRole.Karnofsky,
        ["mcode-lansky-play-performance-status"] = ObservationRole.Lansky,
        ["mcode-comorbidities"] = ObservationRole.Comorbidities,
        ["mcode-history-of-metastatic-cancer"] = ObservationRole.MetastasisHistory,
        ["mcode-genomic-variant"] = ObservationRole.Variant,
        ["mcode-genomic-region-studied"] = ObservationRole.RegionStudied,
        ["mcode-cancer-disease-status"] = ObservationRole.DiseaseStatus,
        ["mcode-deauville-scale"] = ObservationRole.Deauville,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ObservationRole> Loinc = new Dictionary<string, ObservationRole>
    {
        ["89247-1"] = ObservationRole.Ecog,
        ["89243-0"] = ObservationRole.Karnofsky,
        ["69548-6"] = ObservationRole.Variant,
        ["53041-0"] = ObservationRole.RegionStudied,
        ["97509-4"] = ObservationRole.DiseaseStatus,
        ["88040-1"] = ObservationRole.DiseaseStatus,
        ["21889-1"] = ObservationRole.TumorSize,
        ["31206-6"] = ObservationRole.Histology,
        ["8277-6"] = ObservationRole.VitalSign,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The codes of mcode-tnm-*-staging-type-vs, mcode-cancer-stage-type-vs and the profiles' fixed codes.
    private static readonly FrozenDictionary<string, ObservationRole> Snomed = new Dictionary<string, ObservationRole>
    {
        ["398192003"] = ObservationRole.Comorbidities,
        ["708895006"] = ObservationRole.Deauville,
        ["1287652008"] = ObservationRole.MetastasisHistory,
        ["399390009"] = ObservationRole.StageGroup, ["399537006"] = ObservationRole.StageGroup, ["399588009"] = ObservationRole.StageGroup,
        ["78873005"] = ObservationRole.TnmT, ["399504009"] = ObservationRole.TnmT, ["384625004"] = ObservationRole.TnmT,
        ["277206009"] = ObservationRole.TnmN, ["399534004"] = ObservationRole.TnmN, ["371494008"] = ObservationRole.TnmN,
        ["277208005"] = ObservationRole.TnmM, ["399387003"] = ObservationRole.TnmM, ["371497001"] = ObservationRole.TnmM,
        ["385361009"] = ObservationRole.Stage, ["385363007"] = ObservationRole.Stage, ["385365000"] = ObservationRole.Stage,
        ["385367008"] = ObservationRole.Stage, ["385375002"] = ObservationRole.Stage, ["385369006"] = ObservationRole.Stage,
        ["385373009"] = ObservationRole.Stage, ["385388004"] = ObservationRole.Stage, ["385349001"] = ObservationRole.Stage,
        ["103420007"] = ObservationRole.Stage, ["385357003"] = ObservationRole.Stage, ["409720004"] = ObservationRole.Stage,
        ["405931009"] = ObservationRole.Stage, ["405916000"] = ObservationRole.Stage, ["385377005"] = ObservationRole.Stage,
        ["1342413004"] = ObservationRole.Stage,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ObservationRole> NciThesaurus = new Dictionary<string, ObservationRole>
    {
        ["C38144"] = ObservationRole.Lansky,
        ["C18000"] = ObservationRole.Grade,
        ["C148010"] = ObservationRole.Risk, ["C167435"] = ObservationRole.Risk,
        ["C90529"] = ObservationRole.Stage, ["C90530"] = ObservationRole.Stage, ["C177555"] = ObservationRole.Stage, ["C177556"] = ObservationRole.Stage,
        ["C132248"] = ObservationRole.Stage, ["C180901"] = ObservationRole.Stage, ["C177558"] = ObservationRole.Stage, ["C177559"] = ObservationRole.Stage,
        ["C141138"] = ObservationRole.Stage, ["C115134"] = ObservationRole.Stage, ["C141212"] = ObservationRole.Stage, ["C139445"] = ObservationRole.Stage,
        ["C139446"] = ObservationRole.Stage, ["C139006"] = ObservationRole.Stage, ["C139007"] = ObservationRole.Stage, ["C141392"] = ObservationRole.Stage,
        ["C141207"] = ObservationRole.Stage, ["C16899"] = ObservationRole.Stage, ["C133427"] = ObservationRole.Stage, ["C143151"] = ObservationRole.Stage,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ObservationRole Of(string? profile, Concept code, List<Concept> categories)
    {
        if (profile is not null && Profiles.TryGetValue(profile, out var claimed)) return claimed;
        foreach (var coding in code.Codings)
            if (OfCode(coding) is { } role) return role;
        foreach (var category in categories)
        {
            if (category.Is(CodeSystems.Snomed, McodeCodes.TumorMarker)) return ObservationRole.TumorMarker;
            if (category.Is(CodeSystems.ObservationCategory, "vital-signs")) return ObservationRole.VitalSign;
        }

        return ObservationRole.Measurement;
    }

    private static ObservationRole? OfCode(Coding coding)
    {
        var table = coding.System switch { CodeSystems.Loinc => Loinc, CodeSystems.Snomed => Snomed, CodeSystems.NciThesaurus => NciThesaurus, _ => null };
        if (table is null) return null;
        if (table.TryGetValue(coding.Code, out var role)) return role;
        return coding.System == CodeSystems.Loinc && TumorMarkerTests.Contains(coding.Code) ? ObservationRole.TumorMarker : null;
    }
}
