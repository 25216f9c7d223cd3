using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Body sites that mCODE's value sets list, metastasis sites, and illnesses beside the cancer.</summary>
internal static class Places
{
    public static readonly Concept Breast = Body("76752008", "Breast");
    public static readonly Concept Lung = Body("39607008", "Lung");
    public static readonly Concept Prostate = Body("41216001", "Prostate");
    public static readonly Concept Rectum = Body("34402009", "Rectum");
    public static readonly Concept Colon = Body("71854001", "Colon");
    public static readonly Concept ChestWall = Body("78904004", "Chest wall");
    public static readonly Concept Mediastinum = Body("72410000", "Mediastinum");
    public static readonly Concept AxillaryNodes = Body("68171009", "Axillary lymph nodes");
    public static readonly Concept PelvicNodes = Body("245294005", "Pelvic lymph nodes");
    public static readonly Concept Brain = Body("12738006", "Brain");
    public static readonly Concept LumbarSpine = Body("73903008", "Lumbar vertebra");
    public static readonly Concept ThoracicSpine = Body("35769007", "Thoracic vertebra");

    public static readonly MetastasisSite BoneMetastasis = new("Metastasis in bone", "C79.5", "C79.51");
    public static readonly MetastasisSite LiverMetastasis = new("Metastasis in liver", "C78.7", "C78.7");
    public static readonly MetastasisSite LungMetastasis = new("Metastasis in lung", "C78.0", "C78.00");
    public static readonly MetastasisSite PleuraMetastasis = new("Metastasis in pleura", "C78.2", "C78.2");
    public static readonly MetastasisSite BrainMetastasis = new("Metastasis in brain", "C79.3", "C79.31") { Snomed = "94225005" };
    public static readonly MetastasisSite PeritoneumMetastasis = new("Metastasis in peritoneum", "C78.6", "C78.6");
    public static readonly MetastasisSite DistantNodes = new("Metastasis in distant lymph nodes", "C77.9", "C77.9");

    public static readonly Illness Hypertension = new("Hypertension", "I10", "I10");
    public static readonly Illness Diabetes = new("Type 2 diabetes", "E11.9", "E11.9");
    public static readonly Illness Copd = new("Chronic obstructive pulmonary disease", "J44.9", "J44.9");
    public static readonly Illness HeartDisease = new("Coronary heart disease", "I25.1", "I25.10");
    public static readonly Illness HeartFailure = new("Chronic diastolic heart failure", "I50.9", "I50.32");
    public static readonly Illness KidneyDisease = new("Chronic kidney disease, stage 3", "N18.3", "N18.30");
    public static readonly Illness Depression = new("Depression", "F32.9", "F32.A");
    public static readonly Illness Obesity = new("Obesity", "E66.9", "E66.9");
    public static readonly Illness Asthma = new("Asthma", "J45.9", "J45.909");

    /// <summary>Usual illnesses of people over fifty.</summary>
    public static readonly (double, Illness)[] OfAdults =
        [(0.42, Hypertension), (0.17, Diabetes), (0.10, Copd), (0.12, HeartDisease), (0.05, HeartFailure), (0.08, KidneyDisease), (0.10, Depression),
            (0.15, Obesity)];

    private static Concept Body(string code, string text) => new(text, new Coding(CodeSystems.Snomed, code));
}
