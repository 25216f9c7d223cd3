using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>The tests, measurements and scores of the synthetic centre, with their LOINC codes. A test without a code that an open
/// specification shows is text.</summary>
internal static class FindingKinds
{
    public static readonly FindingKind Height = Vital("8302-2", "Body height", "cm", 0, McodeProfiles.BodyHeight);
    public static readonly FindingKind Weight = Vital("29463-7", "Body weight", "kg", 1, McodeProfiles.BodyWeight);
    public static readonly FindingKind SurfaceArea = Vital("8277-6", "Body surface area", "m2", 2, McodeProfiles.BodySurfaceArea);
    public static readonly FindingKind HeartRate = Vital("8867-4", "Heart rate", "/min", 0, McodeProfiles.HeartRate);
    public static readonly FindingKind Temperature = Vital("8310-5", "Body temperature", "Cel", 1, McodeProfiles.BodyTemperature);
    public static readonly FindingKind OxygenSaturation = Vital("2708-6", "Oxygen saturation in arterial blood", "%", 0, McodeProfiles.OxygenSaturation);

    public static readonly FindingKind Ecog = Score("ECOG performance status", CodeSystems.Loinc, "89247-1", McodeProfiles.EcogPerformanceStatus);
    public static readonly FindingKind Karnofsky = Score("Karnofsky performance status", CodeSystems.Loinc, "89243-0", McodeProfiles.KarnofskyPerformanceStatus);
    public static readonly FindingKind Lansky = Score("Lansky play performance status", CodeSystems.NciThesaurus, "C38144", McodeProfiles.LanskyPlayPerformanceStatus);

    public static readonly FindingKind Haemoglobin = Laboratory("718-7", "Haemoglobin in blood", "g/dL", 1, 12, 16);
    public static readonly FindingKind Leukocytes = Laboratory("26464-8", "Leukocytes in blood", "10*9/L", 1, 4, 11);
    public static readonly FindingKind Neutrophils = Laboratory("26499-4", "Neutrophils in blood", "10*9/L", 1, 1.8, 7.5);
    public static readonly FindingKind Platelets = Laboratory("777-3", "Platelets in blood", "10*9/L", 0, 150, 400);
    public static readonly FindingKind Creatinine = Laboratory("2160-0", "Creatinine in serum", "mg/dL", 2, 0.6, 1.2);
    public static readonly FindingKind Alt = Laboratory("1742-6", "Alanine aminotransferase in serum", "U/L", 0, 7, 45);
    public static readonly FindingKind Bilirubin = Laboratory("1975-2", "Bilirubin in serum", "mg/dL", 1, 0.2, 1.2);
    public static readonly FindingKind Albumin = Laboratory("1751-7", "Albumin in serum", "g/dL", 1, 3.5, 5);
    public static readonly FindingKind Sodium = Laboratory("2951-2", "Sodium in serum", "mmol/L", 0, 136, 145);
    public static readonly FindingKind Potassium = Laboratory("2823-3", "Potassium in serum", "mmol/L", 1, 3.5, 5.1);
    public static readonly FindingKind AlkalinePhosphatase = Laboratory("6768-6", "Alkaline phosphatase in serum", "U/L", 0, 40, 129);
    public static readonly FindingKind Calcium = Laboratory("17861-6", "Calcium in serum", "mg/dL", 1, 8.6, 10.3);

    public static readonly FindingKind Ldh = Marker("2532-0", "Lactate dehydrogenase in serum", "U/L", 0, 120, 246);
    public static readonly FindingKind Psa = Marker("2857-1", "Prostate specific antigen in serum", "ng/mL", 2, 0, 4);
    public static readonly FindingKind Cea = Marker("2039-6", "Carcinoembryonic antigen in serum", "ng/mL", 1, 0, 5);
    public static readonly FindingKind Ca153 = Marker("6875-9", "Cancer antigen 15-3 in serum", "U/mL", 1, 0, 30);
    public static readonly FindingKind Beta2Microglobulin = Marker("1952-1", "Beta-2-microglobulin in serum", "mg/L", 1, 0.8, 2.4);
    public static readonly FindingKind PdL1 = Marker("83053-9", "PD-L1: cells per 100 viable tumour cells", "%", 0);
    public static readonly FindingKind EstrogenReceptor = Marker("85337-4", "Oestrogen receptor in breast cancer specimen");
    public static readonly FindingKind ProgesteroneReceptor = Marker("85339-0", "Progesterone receptor in breast cancer specimen");
    public static readonly FindingKind EstrogenCells = Marker("85329-1", "Oestrogen receptor: positive cells", "%", 0);
    public static readonly FindingKind Her2 = Marker("48676-1", "HER2 in tissue");
    public static readonly FindingKind Her2Amplification = Marker("85318-4", "ERBB2 gene duplication in breast cancer specimen by FISH");
    public static readonly FindingKind Msi = Marker("81695-9", "Microsatellite instability in cancer specimen");
    public static readonly FindingKind AlkFish = Marker("78205-2", "ALK gene rearrangements by FISH");

    public static readonly FindingKind Ki67 = Worded("Ki-67 proliferation index in breast cancer specimen", "%", 0);
    public static readonly FindingKind MProtein = Laboratory("33358-3", "Monoclonal protein in serum by electrophoresis", "g/dL", 2, 0, 0);
    public static readonly FindingKind KappaFree = Laboratory("36916-5", "Kappa light chains, free, in serum", "mg/L", 1, 3.3, 19.4);
    public static readonly FindingKind LambdaFree = Laboratory("33944-0", "Lambda light chains, free, in serum", "mg/L", 1, 5.7, 26.3);
    public static readonly FindingKind PlasmaCells = Worded("Plasma cells in bone marrow", "%", 0);
    public static readonly FindingKind Blasts = Worded("Blasts in bone marrow", "%", 0);
    public static readonly FindingKind ResidualDisease = Worded("Measurable residual disease in bone marrow", "%", 3);
    public static readonly FindingKind NodesExamined = Laboratory("92833-3", "Lymph nodes examined", "1", 0);
    public static readonly FindingKind NodesPositive = Laboratory("92832-5", "Sentinel lymph nodes with metastasis", "1", 0);

    /// <summary>Results that mCODE's examples show as LOINC answers, and words where they show none.</summary>
    public static readonly Concept Positive = new("Positive", new Coding(CodeSystems.Loinc, "LA6576-8"));

    public static readonly Concept Negative = new("Negative", new Coding(CodeSystems.Loinc, "LA6577-6"));
    public static readonly Concept Present = new("Present", new Coding(CodeSystems.Loinc, "LA9633-4"));
    public static readonly Concept Absent = new("Absent", new Coding(CodeSystems.Loinc, "LA9634-2"));
    public static readonly Concept MsiHigh = new("MSI-H", new Coding(CodeSystems.Loinc, "LA26203-2"));
    public static readonly Concept MicrosatelliteStable = new("Microsatellite stable");

    private static FindingKind Vital(string code, string text, string unit, int decimals, string profile) =>
        new("vital-signs", Loinc(code, text)) { Profile = profile, Unit = unit, Decimals = decimals };

    private static FindingKind Score(string text, string system, string code, string profile) =>
        new("survey", new Concept(text, new Coding(system, code))) { Profile = profile, IsScore = true };

    private static FindingKind Laboratory(string code, string text, string unit, int decimals, double low = double.NaN, double high = double.NaN) =>
        new("laboratory", Loinc(code, text)) { Unit = unit, Decimals = decimals, Low = low, High = high };

    private static FindingKind Marker(string code, string text, string? unit = null, int decimals = 0, double low = double.NaN, double high = double.NaN) =>
        new("laboratory", Loinc(code, text)) { Profile = McodeProfiles.TumorMarkerTest, IsMarker = true, Unit = unit, Decimals = decimals, Low = low, High = high };

    private static FindingKind Worded(string text, string unit, int decimals) =>
        new("laboratory", new Concept(text)) { Unit = unit, Decimals = decimals };

    private static Concept Loinc(string code, string text) => new(text, new Coding(CodeSystems.Loinc, code));
}
