using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;
using static Tessera.Sources.Synthetic.Archetypes.Doses;
using static Tessera.Sources.Synthetic.Archetypes.FindingKinds;
using static Tessera.Sources.Synthetic.Archetypes.Medicines;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Lung cancer: non-small cell with and without a driver, and small cell.</summary>
internal static class Lung
{
    private const string EgfrMutated = "EGFR mutated";
    private const string AlkRearranged = "ALK rearranged";
    private const string Ros1Rearranged = "ROS1 rearranged";
    private const string KrasMutated = "KRAS mutated";
    private const string NoDriver = "adenocarcinoma without driver";
    private const string Squamous = "squamous";
    private const string SmallCell = "small cell";

    private static readonly Histology Adenocarcinoma = new(new("Adenocarcinoma", new Coding(CodeSystems.Snomed, "1187332001"),
        new Coding(CodeSystems.IcdO3, "8140/3")));
    private static readonly Histology SquamousCell = new(new("Squamous cell carcinoma", new Coding(CodeSystems.IcdO3, "8070/3")));
    private static readonly Histology SmallCellCarcinoma = new(new("Small cell carcinoma", new Coding(CodeSystems.IcdO3, "8041/3")));

    private static readonly Surgery Lobectomy = new(new("Lobectomy of lung with lymph node dissection",
        new Coding(CodeSystems.Snomed, "359615001")), 6);
    private static readonly RadiotherapyPlan Stereotactic = new("Stereotactic radiotherapy of lung", "1156530009",
        new Volume("Lung tumour", Places.Lung, 5400, 3));
    private static readonly RadiotherapyPlan Mediastinal = new("Lung and mediastinum", "441799006", new("Lung tumour", Places.Lung, 6000, 30),
        new("Mediastinum", Places.Mediastinum, 6000, 30));
    private static readonly RadiotherapyPlan WholeBrain = new("Whole brain", "1162782007",
        new Volume("Whole brain", Places.Brain, 3000, 10)) { Intent = Intent.Palliative };
    private static readonly RadiotherapyPlan Prophylactic = new("Prophylactic cranial irradiation", "1162782007",
        new Volume("Whole brain", Places.Brain, 2500, 10));
    private static readonly RadiotherapyPlan Spine = new("Thoracic spine", "1162782007",
        new Volume("Thoracic spine", Places.ThoracicSpine, 2000, 5)) { Intent = Intent.Palliative };

    private static readonly Regimen CisplatinVinorelbine = new("Cisplatin and vinorelbine", 4, 21, M2(Cisplatin, 75, 1), M2(Vinorelbine, 25, 1, 8))
        { Toxicities = Toxicities.Chemotherapy, LowCounts = 0.18, StopChance = 0.098 };
    private static readonly Regimen AdjuvantOsimertinib = new("Osimertinib", 13, 84, Daily(Osimertinib, 80, 84)) { Toxicities = Toxicities.Kinase, LowCounts = 0.01, StopChance = 0.03, Since = 2021 };
    private static readonly Regimen ChemoradiationCisplatin = new("Cisplatin and etoposide", 2, 28, M2(Cisplatin, 50, 1, 8),
        M2(Etoposide, 50, 1, 2, 3, 4, 5)) { Toxicities = Toxicities.Chemotherapy, LowCounts = 0.16 };
    private static readonly Regimen ChemoradiationCarboplatin = new("Carboplatin and paclitaxel, weekly", 2, 21, Auc(Carboplatin, 2, 1, 8, 15),
        M2(Paclitaxel, 45, 1, 8, 15)) { Toxicities = Toxicities.Taxane, LowCounts = 0.1 };
    private static readonly Regimen Consolidation = new("Durvalumab", 13, 28, Mg(Durvalumab, 1500, 1)) { MeanCycles = 4.6,
        Toxicities = Toxicities.Immune, LowCounts = 0.01, StopChance = 0.07 };

    private static readonly Regimen FirstOsimertinib = new("Osimertinib", 20, 84, Daily(Osimertinib, 80, 84)) { MeanCycles = 5, Toxicities = Toxicities.Kinase, LowCounts = 0.01, StopChance = 0.03 };
    private static readonly Regimen FirstAlectinib = new("Alectinib", 20, 84, Daily(Alectinib, 1200, 84)) { MeanCycles = 7, Toxicities = Toxicities.Kinase, LowCounts = 0.01, StopChance = 0.02 };
    private static readonly Regimen SecondLorlatinib = new("Lorlatinib", 20, 84, Daily(Lorlatinib, 100, 84)) { MeanCycles = 3.5, Toxicities = Toxicities.Kinase, LowCounts = 0.01, Since = 2019 };
    private static readonly Regimen FirstEntrectinib = new("Entrectinib", 20, 84, Daily(Entrectinib, 600, 84)) { MeanCycles = 4.5, Toxicities = Toxicities.Kinase, LowCounts = 0.01, Since = 2020 };
    private static readonly Regimen FirstCrizotinib = new("Crizotinib", 20, 84, Daily(Crizotinib, 500, 84)) { MeanCycles = 4.5, Toxicities = Toxicities.Kinase, LowCounts = 0.01 };
    private static readonly Regimen SecondSotorasib = new("Sotorasib", 20, 56, Daily(Sotorasib, 960, 56)) { MeanCycles = 3, Toxicities = Toxicities.Kinase, LowCounts = 0.01, Since = 2021 };
    private static readonly Regimen PembrolizumabPemetrexed = new("Pembrolizumab, carboplatin and pemetrexed", 35, 21,
        Mg(Pembrolizumab, 200, 1), Auc(Carboplatin, 5, 1).Until(4), M2(Pemetrexed, 500, 1)) { MeanCycles = 3.4, Toxicities = Toxicities.Immune,
            LowCounts = 0.1, Since = 2018 };
    private static readonly Regimen PembrolizumabPaclitaxel = new("Pembrolizumab, carboplatin and paclitaxel", 35, 21,
        Mg(Pembrolizumab, 200, 1), Auc(Carboplatin, 6, 1).Until(4), M2(Paclitaxel, 200, 1).Until(4)) { MeanCycles = 3.1,
            Toxicities = Toxicities.Immune, LowCounts = 0.12, Since = 2018 };
    private static readonly Regimen PembrolizumabAlone = new("Pembrolizumab", 35, 21, Mg(Pembrolizumab, 200, 1)) { MeanCycles = 3.8,
        Toxicities = Toxicities.Immune, LowCounts = 0.01 };
    private static readonly Regimen CarboplatinPemetrexed = new("Carboplatin and pemetrexed", 4, 21, Auc(Carboplatin, 5, 1), M2(Pemetrexed, 500, 1))
        { MeanCycles = 2.6, Toxicities = Toxicities.Chemotherapy, LowCounts = 0.13 };
    private static readonly Regimen SecondDocetaxel = new("Docetaxel", 8, 21, M2(Docetaxel, 75, 1)) { MeanCycles = 2, Toxicities = Toxicities.Taxane,
        LowCounts = 0.15 };
    private static readonly Regimen ThirdGemcitabine = new("Gemcitabine", 6, 21, M2(Gemcitabine, 1000, 1, 8)) { MeanCycles = 2,
        Toxicities = Toxicities.Chemotherapy, LowCounts = 0.12 };
    private static readonly Regimen LimitedSmallCell = new("Cisplatin and etoposide", 4, 21, M2(Cisplatin, 75, 1), M2(Etoposide, 100, 1, 2, 3))
        { Toxicities = Toxicities.Chemotherapy, LowCounts = 0.2 };
    private static readonly Regimen ExtensiveSmallCell = new("Atezolizumab, carboplatin and etoposide", 20, 21,
        Mg(Atezolizumab, 1200, 1), Auc(Carboplatin, 5, 1).Until(4), M2(Etoposide, 100, 1, 2, 3).Until(4)) { MeanCycles = 3.1,
            Toxicities = Toxicities.Chemotherapy, LowCounts = 0.18, Since = 2019 };
    private static readonly Regimen OlderSmallCell = new("Carboplatin and etoposide", 6, 21, Auc(Carboplatin, 5, 1), M2(Etoposide, 100, 1, 2, 3))
        { MeanCycles = 3.1, Toxicities = Toxicities.Chemotherapy, LowCounts = 0.18 };

    private static readonly Concept TestPositive = Positive;

    public static readonly Archetype Archetype = new("lung")
    {
        Share = 0.24, FemaleShare = 0.45, Age = new(68, 10, 35, 92), Scheme = StagingScheme.Tnm, MonthsAfterLastLine = 4, TumourSize = (0.9, 8),
        Sites = [(0.55, Lobe("Upper lobe of lung", "C34.1", "C34.10", "C34.12", "C34.11")),
            (0.33, Lobe("Lower lobe of lung", "C34.3", "C34.30", "C34.32", "C34.31")),
            (0.12, Lobe("Main bronchus", "C34.0", "C34.00", "C34.02", "C34.01"))],
        Histologies = [(1, Adenocarcinoma)],
        Subtypes =
        [
            (0.10, Driver(EgfrMutated, (0.55, [Genes.EgfrExon19]), (0.45, [Genes.EgfrL858R]))), (0.035, Driver(AlkRearranged,
                (1, [Genes.AlkFusion])) with { Tests = [Test.Of(PdL1, 0, 80, 0.85), Test.Of(AlkFish, TestPositive, 0.4)] }),
            (0.015, Driver(Ros1Rearranged, (1, [Genes.Ros1Fusion]))), (0.17, Driver(KrasMutated, (0.45, [Genes.KrasG12C]), (0.3, [Genes.KrasG12V]),
                (0.25, [Genes.KrasG12D]))),
            (0.26, Driver(NoDriver, (0.7, []), (0.3, [Genes.Tp53R175H])) with { PanelDone = 0.8 }),
            (0.27, new(Squamous) { SnomedDisease = "254637007", Histologies = [(1, SquamousCell)], Tests = [Test.Of(PdL1, 0, 90, 0.85)],
                Panel = Genes.LungPanel, PanelDone = 0.25 }),
            (0.15, new(SmallCell) { Histologies = [(1, SmallCellCarcinoma)], Tests = [Test.Of(Ldh, 180, 900, 0.8)] }),
        ],
        Stages =
        [
            new(0.14, "IA2", Extent.Early, "T1b N0 M0"), new(0.07, "IB", Extent.Early, "T2a N0 M0"), new(0.04, "IIA", Extent.Early, "T2b N0 M0"),
                new(0.08, "IIB", Extent.Early, "T1c N1 M0", "T2a N1 M0", "T3 N0 M0"),
            new(0.12, "IIIA", Extent.LocallyAdvanced, "T2a N2 M0", "T4 N0 M0", "T1c N2 M0"), new(0.09, "IIIB", Extent.LocallyAdvanced, "T3 N2 M0",
                "T2a N3 M0"),
            new(0.22, "IVA", Extent.Metastatic, "T2a N2 M1a", "T3 N1 M1b", "T4 N2 M1a"), new(0.24, "IVB", Extent.Metastatic, "T3 N2 M1c", "T4 N3 M1c",
                "T2b N1 M1c"),
        ],
        Marker = Test.Of(Cea, 5, 150, 0.25),
        Illnesses = [(0.34, Places.Copd), (0.4, Places.Hypertension), (0.16, Places.Diabetes), (0.2, Places.HeartDisease),
            (0.06, Places.HeartFailure), (0.08, Places.KidneyDisease), (0.09, Places.Depression)],
        MetastasisSites = [(0.33, Places.BoneMetastasis), (0.25, Places.BrainMetastasis), (0.18, Places.LiverMetastasis),
            (0.2, Places.PleuraMetastasis), (0.15, Places.DistantNodes)],
        Plans =
        [
            new(Extent.Early, new Treat(0.92, (1, LimitedSmallCell)), new Irradiate(0.8, (1, Mediastinal)) { Concurrent = true }, new Irradiate(0.4,
                (1, Prophylactic))) { Subtypes = [SmallCell], Relapse = 0.6, MonthsToRelapse = 11, Untreated = 0.06 },
            new(Extent.LocallyAdvanced, new Treat(0.95, (1, LimitedSmallCell)), new Irradiate(0.75, (1, Mediastinal)) { Concurrent = true },
                new Irradiate(0.4, (1, Prophylactic))) { Subtypes = [SmallCell], Relapse = 0.72, MonthsToRelapse = 9, Untreated = 0.06 },
            new(Extent.Early, new Operate(0.8, (1, Lobectomy)), new Irradiate(0.9, (1, Stereotactic)) { When = StepCondition.WithoutOperation },
                new Treat(0.22, (1, CisplatinVinorelbine)), new Treat(0.5, (1, AdjuvantOsimertinib)))
                { Subtypes = [EgfrMutated], MaxAge = 78, Relapse = 0.28 },
            new(Extent.Early, new Operate(0.78, (1, Lobectomy)), new Irradiate(0.9, (1, Stereotactic)) { When = StepCondition.WithoutOperation },
                new Treat(0.25, (1, CisplatinVinorelbine))) { MaxAge = 78, Relapse = 0.32, Untreated = 0.03 },
            new(Extent.Early, new Irradiate(0.9, (1, Stereotactic))) { MinAge = 79, Untreated = 0.15, Relapse = 0.35 },
            new(Extent.LocallyAdvanced, new Treat(0.9, (0.4, ChemoradiationCisplatin), (0.6, ChemoradiationCarboplatin)), new Irradiate(0.95,
                (1, Mediastinal)) { When = StepCondition.AfterPrevious, Concurrent = true },
                new Treat(0.6, (1, Consolidation)) { When = StepCondition.AfterPrevious }) { MaxAge = 80, Untreated = 0.06, Relapse = 0.55,
                    MonthsToRelapse = 13 },
            new(Extent.LocallyAdvanced, new Irradiate(0.8, (1, Mediastinal))) { MinAge = 81, Untreated = 0.3, Relapse = 0.6, MonthsToRelapse = 10 },
            new(Extent.Metastatic, new Irradiate(0.18, (0.5, WholeBrain), (0.5, Spine))) { Untreated = 0.2 },
        ],
        Lines =
        [
            new(new Line(0.96, (1, FirstOsimertinib)), new Line(0.6, (1, CarboplatinPemetrexed)), new Line(0.35, (1, SecondDocetaxel)))
                { Subtypes = [EgfrMutated] },
            new(new Line(0.96, (1, FirstAlectinib)), new Line(0.7, (1, SecondLorlatinib)), new Line(0.4, (1, CarboplatinPemetrexed)))
                { Subtypes = [AlkRearranged] },
            new(new Line(0.95, (0.5, FirstEntrectinib), (0.5, FirstCrizotinib)), new Line(0.6, (1, CarboplatinPemetrexed)))
                { Subtypes = [Ros1Rearranged] },
            new(new Line(0.9, (0.7, PembrolizumabPemetrexed), (0.3, PembrolizumabAlone)), new Line(0.5, (0.4, SecondSotorasib),
                (0.6, SecondDocetaxel)), new Line(0.3, (1, ThirdGemcitabine))) { Subtypes = [KrasMutated] },
            new(new Line(0.9, (0.65, PembrolizumabPemetrexed), (0.25, PembrolizumabAlone), (0.1, CarboplatinPemetrexed)), new Line(0.48,
                (1, SecondDocetaxel)), new Line(0.3, (1, ThirdGemcitabine))) { Subtypes = [NoDriver] },
            new(new Line(0.88, (0.7, PembrolizumabPaclitaxel), (0.3, PembrolizumabAlone)), new Line(0.45, (1, SecondDocetaxel)), new Line(0.3,
                (1, ThirdGemcitabine))) { Subtypes = [Squamous] },
            new(new Line(0.9, (0.65, ExtensiveSmallCell), (0.35, OlderSmallCell)), new Line(0.4, (1, OlderSmallCell))) { Subtypes = [SmallCell] },
        ],
    };

    private static Subtype Driver(string name, params (double, Variant[])[] variants) =>
        new(name) { SnomedDisease = "254637007", Panel = Genes.LungPanel, Variants = variants,
            Tests = [Test.Of(PdL1, 0, 80, 0.85)], PanelDone = 0.97 };

    private static Site Lobe(string text, string icd10, string unspecified, string left, string right) =>
        new(text, icd10, unspecified) { Icd10CmLeft = left, Icd10CmRight = right, BodySite = Places.Lung };
}
