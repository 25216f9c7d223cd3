using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;
using static Tessera.Sources.Synthetic.Archetypes.Doses;
using static Tessera.Sources.Synthetic.Archetypes.FindingKinds;
using static Tessera.Sources.Synthetic.Archetypes.Medicines;
using static Tessera.Sources.Synthetic.Archetypes.Toxicities;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Breast cancer of women.</summary>
internal static class Breast
{
    private const string Luminal = "HR+ HER2-";
    private const string LuminalHer2 = "HR+ HER2+";
    private const string Her2Only = "HR- HER2+";
    private const string TripleNegative = "triple negative";

    private static readonly Surgery Conserving = new(new("Breast-conserving surgery with sentinel node biopsy",
        new Coding(CodeSystems.Snomed, "64368001")), 1);
    private static readonly Surgery Mastectomy = new(new("Total mastectomy with axillary surgery", new Coding(CodeSystems.Snomed, "172043006")), 3);

    private static readonly RadiotherapyPlan WholeBreast = new("Whole breast", "1162782007", new Volume("Breast", Places.Breast, 4005, 15));
    private static readonly RadiotherapyPlan BreastAndBoost = new("Whole breast with boost", "1156530009", new("Breast", Places.Breast, 5000, 25),
        new("Tumour bed", Places.Breast, 1000, 5));
    private static readonly RadiotherapyPlan ChestWallAndNodes = new("Chest wall and nodes", "1156530009",
        new("Chest wall", Places.ChestWall, 5000, 25), new("Axillary nodes", Places.AxillaryNodes, 5000, 25));
    private static readonly (double, RadiotherapyPlan)[] AfterSurgery = [(0.5, WholeBreast), (0.3, BreastAndBoost), (0.2, ChestWallAndNodes)];

    private static readonly Regimen WeeklyPaclitaxel = new("Weekly paclitaxel", 4, 21, M2(Paclitaxel, 80, 1, 8, 15))
        { Toxicities = Taxane, StopChance = 0.084 };
    private static readonly Regimen AdjuvantDocetaxel = new("Docetaxel", 3, 21, M2(Docetaxel, 100, 1)) { Toxicities = Taxane,
        LowCounts = 0.14, StopChance = 0.07 };
    private static readonly Regimen Ec = new("EC", 3, 21, M2(Epirubicin, 90, 1), M2(Cyclophosphamide, 600, 1)) { FollowedBy = AdjuvantDocetaxel,
        Toxicities = Chemotherapy, LowCounts = 0.16 };
    private static readonly Regimen DoseDenseAc = new("Dose-dense AC", 4, 14, M2(Doxorubicin, 60, 1), M2(Cyclophosphamide, 600, 1))
        { FollowedBy = WeeklyPaclitaxel, Toxicities = Chemotherapy, LowCounts = 0.15 };
    private static readonly Regimen Tc = new("TC", 4, 21, M2(Docetaxel, 75, 1), M2(Cyclophosphamide, 600, 1)) { Toxicities = Taxane,
        LowCounts = 0.12 };
    private static readonly Regimen Tchp = new("TCHP", 6, 21, M2(Docetaxel, 75, 1), Auc(Carboplatin, 6, 1),
        Kg(Trastuzumab, 6, 1) with { Loading = 8 }, Mg(Pertuzumab, 420, 1) with { Loading = 840 }) { Toxicities = AntiHer2, LowCounts = 0.12 };
    private static readonly Regimen PaclitaxelTrastuzumab = new("Paclitaxel and trastuzumab", 4, 21, M2(Paclitaxel, 80, 1, 8, 15),
        Kg(Trastuzumab, 6, 1) with { Loading = 8 }) { Toxicities = Taxane };
    private static readonly Regimen AdjuvantTrastuzumab = new("Trastuzumab", 11, 21, Kg(Trastuzumab, 6, 1))
        { Toxicities = AntiHer2, StopChance = 0.056, LowCounts = 0.01 };
    private static readonly Regimen AdjuvantEmtansine = new("Trastuzumab emtansine", 14, 21, Kg(TrastuzumabEmtansine, 3.6, 1))
        { Toxicities = AntiHer2, StopChance = 0.07, Since = 2019 };
    private static readonly Regimen PembrolizumabAc = new("Pembrolizumab and AC", 4, 21, Mg(Pembrolizumab, 200, 1), M2(Doxorubicin, 60, 1),
        M2(Cyclophosphamide, 600, 1)) { Toxicities = Immune, LowCounts = 0.14, Since = 2021 };
    private static readonly Regimen PembrolizumabCarboplatin = new("Pembrolizumab, paclitaxel and carboplatin", 4, 21, Mg(Pembrolizumab, 200, 1),
        M2(Paclitaxel, 80, 1, 8, 15), Auc(Carboplatin, 5, 1)) { FollowedBy = PembrolizumabAc, Toxicities = Taxane, LowCounts = 0.18, Since = 2021 };
    private static readonly Regimen PaclitaxelCarboplatin = new("Paclitaxel and carboplatin", 4, 21, M2(Paclitaxel, 80, 1, 8, 15),
        Auc(Carboplatin, 5, 1)) { Toxicities = Taxane, LowCounts = 0.18 };
    private static readonly Regimen AdjuvantCapecitabine = new("Capecitabine", 6, 21, DailyM2(Capecitabine, 2000, 14))
        { Toxicities = Fluoropyrimidine, StopChance = 0.07 };

    private static readonly (double, Regimen)[] TripleNegativeFirst = [(0.6, PembrolizumabCarboplatin),
        (0.4, DoseDenseAc with { FollowedBy = PaclitaxelCarboplatin })];

    private static readonly Regimen AdjuvantTamoxifen = new("Tamoxifen", 20, 90, Daily(Tamoxifen, 20, 90)) { IsEndocrine = true,
        Toxicities = Endocrine, StopChance = 0.012, LowCounts = 0 };
    private static readonly Regimen AdjuvantAnastrozole = new("Anastrozole", 20, 90, Daily(Anastrozole, 1, 90)) { IsEndocrine = true,
        Toxicities = Endocrine, StopChance = 0.012, LowCounts = 0 };
    private static readonly Regimen AdjuvantLetrozole = new("Letrozole", 20, 90, Daily(Letrozole, 2.5, 90)) { IsEndocrine = true,
        Toxicities = Endocrine, StopChance = 0.012, LowCounts = 0 };
    private static readonly (double, Regimen)[] Postmenopausal = [(0.5, AdjuvantAnastrozole), (0.4, AdjuvantLetrozole), (0.1, AdjuvantTamoxifen)];

    private static readonly Regimen RibociclibLetrozole = new("Ribociclib and letrozole", 60, 28, Daily(Ribociclib, 600, 21),
        Daily(Letrozole, 2.5, 28)) { MeanCycles = 8, Toxicities = Endocrine, LowCounts = 0.08 };
    private static readonly Regimen PalbociclibLetrozole = new("Palbociclib and letrozole", 60, 28, Daily(Palbociclib, 125, 21),
        Daily(Letrozole, 2.5, 28)) { MeanCycles = 7.5, Toxicities = Endocrine, LowCounts = 0.12 };
    private static readonly Regimen AbemaciclibFulvestrant = new("Abemaciclib and fulvestrant", 60, 28, Daily(Abemaciclib, 300, 28),
        Mg(Fulvestrant, 500, 1)) { MeanCycles = 6, Toxicities = Endocrine };
    private static readonly Regimen EverolimusExemestane = new("Everolimus and exemestane", 40, 28, Daily(Everolimus, 10, 28),
        Daily(Exemestane, 25, 28)) { MeanCycles = 3.5, Toxicities = Kinase, StopChance = 0.084 };
    private static readonly Regimen PalliativeCapecitabine = new("Capecitabine", 30, 21, DailyM2(Capecitabine, 2000, 14)) { MeanCycles = 3.1,
        Toxicities = Fluoropyrimidine };
    private static readonly Regimen PalliativePaclitaxel = new("Weekly paclitaxel", 12, 28, M2(Paclitaxel, 80, 1, 8, 15)) { MeanCycles = 2.8,
        Toxicities = Taxane };
    private static readonly Regimen PalliativeEribulin = new("Eribulin", 20, 21, M2(Eribulin, 1.23, 1, 8)) { MeanCycles = 2.8, Toxicities = Taxane,
        LowCounts = 0.15 };
    private static readonly Regimen DocetaxelDualHer2 = new("Docetaxel, trastuzumab and pertuzumab", 40, 21, M2(Docetaxel, 75, 1).Until(6),
        Kg(Trastuzumab, 6, 1) with { Loading = 8 }, Mg(Pertuzumab, 420, 1) with { Loading = 840 }) { MeanCycles = 8, Toxicities = AntiHer2 };
    private static readonly Regimen Deruxtecan = new("Trastuzumab deruxtecan", 40, 21, Kg(TrastuzumabDeruxtecan, 5.4, 1)) { MeanCycles = 7,
        Toxicities = Chemotherapy, Since = 2021 };
    private static readonly Regimen Emtansine = new("Trastuzumab emtansine", 40, 21, Kg(TrastuzumabEmtansine, 3.6, 1)) { MeanCycles = 3.5,
        Toxicities = AntiHer2 };
    private static readonly Regimen PembrolizumabGemcitabine = new("Pembrolizumab, carboplatin and gemcitabine", 35, 21, Mg(Pembrolizumab, 200, 1),
        Auc(Carboplatin, 2, 1, 8).Until(6), M2(Gemcitabine, 1000, 1, 8).Until(6)) { MeanCycles = 3.5, Toxicities = Immune,
        LowCounts = 0.16, Since = 2020 };
    private static readonly Regimen Govitecan = new("Sacituzumab govitecan", 30, 21, Kg(SacituzumabGovitecan, 10, 1, 8)) { MeanCycles = 2.6,
        Toxicities = Toxicities.Irinotecan, LowCounts = 0.18, Since = 2021 };

    private static readonly Panel Hereditary = Genes.HereditaryPanel;

    public static readonly Archetype Archetype = new("breast")
    {
        Share = 0.31, FemaleShare = 1, Age = new(61, 13, 27, 93), Scheme = StagingScheme.Tnm, MonthsAfterLastLine = 6, TumourSize = (0.6, 6),
        Sites =
        [
            (0.5, Quadrant("Upper-outer quadrant of breast", "C50.4", "C50.41")),
                (0.15, Quadrant("Upper-inner quadrant of breast", "C50.2", "C50.21")),
            (0.1, Quadrant("Lower-outer quadrant of breast", "C50.5", "C50.51")),
                (0.08, Quadrant("Lower-inner quadrant of breast", "C50.3", "C50.31")),
            (0.17, Quadrant("Breast, overlapping sites", "C50.8", "C50.81")),
        ],
        Histologies =
        [
            (0.82, new(new("Invasive ductal carcinoma", new Coding(CodeSystems.Snomed, "82711006"), new Coding(CodeSystems.IcdO3, "8500/3")))),
            (0.13, new(new("Invasive lobular carcinoma", new Coding(CodeSystems.IcdO3, "8520/3")))),
            (0.05, new(new("Adenocarcinoma", new Coding(CodeSystems.Snomed, "1187332001"), new Coding(CodeSystems.IcdO3, "8140/3")))),
        ],
        Subtypes =
        [
            (0.70, new(Luminal)
            {
                SnomedDisease = "254837009", Panel = Hereditary, PanelDone = 0.25, Variants = [(0.93, []), (0.04, [Genes.Brca2Loss]),
                    (0.03, [Genes.Brca1Loss])],
                Tests = [Test.Of(EstrogenReceptor, Positive, 0.98), Test.Of(EstrogenCells, 40, 100, 0.7), Test.Of(ProgesteroneReceptor,
                    (0.85, Positive), (0.15, Negative)), Test.Of(Her2, Negative, 0.97), Test.Of(Ki67, 3, 35, 0.8)],
            }),
            (0.10, new(LuminalHer2)
            {
                SnomedDisease = "254837009",
                Tests = [Test.Of(EstrogenReceptor, Positive, 0.98), Test.Of(ProgesteroneReceptor, (0.65, Positive), (0.35, Negative)),
                    Test.Of(Her2, Positive, 0.99), Test.Of(Her2Amplification, Positive, 0.45), Test.Of(Ki67, 15, 60, 0.8)],
            }),
            (0.06, new(Her2Only)
            {
                SnomedDisease = "254837009",
                Tests = [Test.Of(EstrogenReceptor, Negative, 0.98), Test.Of(ProgesteroneReceptor, Negative), Test.Of(Her2, Positive, 0.99),
                    Test.Of(Her2Amplification, Positive, 0.45), Test.Of(Ki67, 20, 70, 0.8)],
            }),
            (0.14, new(TripleNegative)
            {
                SnomedDisease = "254837009", Panel = Hereditary, PanelDone = 0.75, Variants = [(0.80, []), (0.14, [Genes.Brca1Loss]),
                    (0.04, [Genes.Brca2Loss]), (0.02, [Genes.Tp53R175H])],
                Tests = [Test.Of(EstrogenReceptor, Negative, 0.98), Test.Of(ProgesteroneReceptor, Negative), Test.Of(Her2, Negative, 0.99),
                    Test.Of(Her2Amplification, Negative, 0.2), Test.Of(Ki67, 30, 90, 0.85), Test.Of(PdL1, 0, 60, 0.4)],
            }),
        ],
        Stages =
        [
            new(0.42, "IA", Extent.Early, "T1b N0 M0", "T1c N0 M0"), new(0.22, "IIA", Extent.Early, "T2 N0 M0", "T1c N1 M0"),
                new(0.13, "IIB", Extent.Early, "T2 N1 M0", "T3 N0 M0"),
            new(0.07, "IIIA", Extent.LocallyAdvanced, "T3 N1 M0", "T2 N2 M0"), new(0.04, "IIIB", Extent.LocallyAdvanced, "T4b N1 M0", "T4b N0 M0"),
            new(0.03, "IIIC", Extent.LocallyAdvanced, "T2 N3 M0", "T3 N3 M0"), new(0.08, "IV", Extent.Metastatic, "T2 N1 M1", "T4b N2 M1",
                "T3 N1 M1"),
        ],
        Marker = Test.Of(Ca153, 30, 600, 0.5),
        Illnesses = Places.OfAdults,
        MetastasisSites = [(0.55, Places.BoneMetastasis), (0.2, Places.LiverMetastasis), (0.2, Places.LungMetastasis), (0.07, Places.BrainMetastasis),
            (0.1, Places.DistantNodes)],
        Plans =
        [
            new(Extent.Early, new Operate(1, (0.72, Conserving), (0.28, Mastectomy)), new Treat(0.28, (0.7, Ec), (0.3, DoseDenseAc)),
                new Irradiate(0.72, AfterSurgery), new Treat(0.92, (0.7, AdjuvantTamoxifen), (0.3, AdjuvantLetrozole)))
                    { Subtypes = [Luminal], MaxAge = 50, Relapse = 0.13, MonthsToRelapse = 34 },
            new(Extent.Early, new Operate(0.97, (0.72, Conserving), (0.28, Mastectomy)), new Treat(0.17, (1, Tc)), new Irradiate(0.66, AfterSurgery),
                new Treat(0.93, Postmenopausal))
                { Subtypes = [Luminal], Relapse = 0.1, MonthsToRelapse = 36 },
            new(Extent.LocallyAdvanced, new Treat(0.75, (0.7, Ec), (0.3, DoseDenseAc)), new Operate(0.93, (0.3, Conserving), (0.7, Mastectomy)),
                new Irradiate(0.9, (1, ChestWallAndNodes)), new Treat(0.95, Postmenopausal)) { Subtypes = [Luminal], Relapse = 0.3,
                    MonthsToRelapse = 26 },
            new(Extent.Early, new Treat(0.55, (1, Tchp)), new Operate(0.98, (0.7, Conserving), (0.3, Mastectomy)), new Treat(0.85,
                (1, PaclitaxelTrastuzumab)) { When = StepCondition.WithoutPrevious },
                new Irradiate(0.7, AfterSurgery), new Treat(0.9, (0.75, AdjuvantTrastuzumab), (0.25, AdjuvantEmtansine)),
                    new Treat(0.93, Postmenopausal)) { Subtypes = [LuminalHer2], Relapse = 0.12 },
            new(Extent.LocallyAdvanced, new Treat(0.92, (1, Tchp)), new Operate(0.95, (0.35, Conserving), (0.65, Mastectomy)), new Irradiate(0.9,
                (1, ChestWallAndNodes)),
                new Treat(0.9, (0.6, AdjuvantTrastuzumab), (0.4, AdjuvantEmtansine)), new Treat(0.93, Postmenopausal))
                    { Subtypes = [LuminalHer2], Relapse = 0.27 },
            new(Extent.Early, new Treat(0.6, (1, Tchp)), new Operate(0.98, (0.7, Conserving), (0.3, Mastectomy)), new Treat(0.85,
                (1, PaclitaxelTrastuzumab)) { When = StepCondition.WithoutPrevious },
                new Irradiate(0.7, AfterSurgery), new Treat(0.92, (0.7, AdjuvantTrastuzumab), (0.3, AdjuvantEmtansine)))
                    { Subtypes = [Her2Only], Relapse = 0.14 },
            new(Extent.LocallyAdvanced, new Treat(0.93, (1, Tchp)), new Operate(0.95, (0.35, Conserving), (0.65, Mastectomy)), new Irradiate(0.9,
                (1, ChestWallAndNodes)),
                new Treat(0.92, (0.6, AdjuvantTrastuzumab), (0.4, AdjuvantEmtansine))) { Subtypes = [Her2Only], Relapse = 0.3 },
            new(Extent.Early, new Treat(0.72, TripleNegativeFirst),
                new Operate(0.97, (0.65, Conserving), (0.35, Mastectomy)), new Treat(0.15, (1, AdjuvantCapecitabine)),
                    new Irradiate(0.7, AfterSurgery)) { Subtypes = [TripleNegative], MaxAge = 75, Relapse = 0.22, MonthsToRelapse = 17 },
            new(Extent.Early, new Operate(0.95, (0.65, Conserving), (0.35, Mastectomy)), new Treat(0.35, (1, Tc)), new Irradiate(0.6, AfterSurgery))
                { Subtypes = [TripleNegative], MinAge = 76, Relapse = 0.22, MonthsToRelapse = 17 },
            new(Extent.LocallyAdvanced, new Treat(0.88, TripleNegativeFirst),
                new Operate(0.93, (0.3, Conserving), (0.7, Mastectomy)), new Treat(0.3, (1, AdjuvantCapecitabine)), new Irradiate(0.88,
                    (1, ChestWallAndNodes))) { Subtypes = [TripleNegative], Relapse = 0.42, MonthsToRelapse = 14 },
            new(Extent.Metastatic) { Untreated = 0.06 },
        ],
        Lines =
        [
            new(new Line(0.97, (0.4, RibociclibLetrozole), (0.45, PalbociclibLetrozole), (0.15, AbemaciclibFulvestrant)), new Line(0.75,
                (0.4, EverolimusExemestane), (0.6, PalliativeCapecitabine)),
                new Line(0.65, (0.7, PalliativePaclitaxel), (0.3, PalliativeEribulin)), new Line(0.4, (0.6, PalliativeEribulin), (0.4, Govitecan)))
                    { Subtypes = [Luminal] },
            new(new Line(0.97, (1, DocetaxelDualHer2)), new Line(0.75, (0.6, Deruxtecan), (0.4, Emtansine)), new Line(0.5,
                (1, PalliativeCapecitabine))) { Subtypes = [LuminalHer2, Her2Only] },
            new(new Line(0.95, (0.45, PembrolizumabGemcitabine), (0.55, PalliativePaclitaxel)), new Line(0.7, (0.6, Govitecan),
                (0.4, PalliativeCapecitabine)), new Line(0.45, (1, PalliativeEribulin))),
        ],
    };

    private static Site Quadrant(string text, string icd10, string icd10Cm) =>
        new(text, icd10, icd10Cm + "9") { Icd10CmRight = icd10Cm + "1", Icd10CmLeft = icd10Cm + "2", BodySite = Places.Breast };
}
