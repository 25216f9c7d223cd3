using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;
using static Tessera.Sources.Synthetic.Archetypes.Doses;
using static Tessera.Sources.Synthetic.Archetypes.FindingKinds;
using static Tessera.Sources.Synthetic.Archetypes.Medicines;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Prostate cancer. Its stage rests on TNM, PSA and the grade group, so PSA belongs to the stage here.</summary>
internal static class Prostate
{
    private const string Usual = "repair proficient";
    private const string RepairDeficient = "repair deficient";

    private static readonly Surgery Prostatectomy = new(new("Radical prostatectomy with pelvic lymph node dissection"), 4);
    private static readonly RadiotherapyPlan Radical = new("Prostate", "1156530009", new Volume("Prostate", Places.Prostate, 6000, 20));
    private static readonly RadiotherapyPlan RadicalWithNodes = new("Prostate and pelvic nodes", "1156530009",
        new("Prostate", Places.Prostate, 7800, 39), new("Pelvic nodes", Places.PelvicNodes, 4600, 23));
    private static readonly RadiotherapyPlan BonePain = new("Lumbar spine", "1162782007",
        new Volume("Lumbar spine", Places.LumbarSpine, 800, 1)) { Intent = Intent.Palliative };

    private static readonly Regimen ShortDeprivation = new("Androgen deprivation, 6 months", 2, 90, Mg(Leuprorelin, 22.5, 1)) { IsEndocrine = true,
        Toxicities = Toxicities.Androgen, LowCounts = 0, StopChance = 0.01 };
    private static readonly Regimen LongDeprivation = new("Androgen deprivation, 2 years", 8, 90, Mg(Leuprorelin, 22.5, 1)) { IsEndocrine = true,
        Toxicities = Toxicities.Androgen, LowCounts = 0, StopChance = 0.02 };
    private static readonly Regimen DeprivationAlone = new("Androgen deprivation", 40, 90, Mg(Goserelin, 10.8, 1),
        Daily(Bicalutamide, 50, 28).Until(1)) { IsEndocrine = true, MeanCycles = 3.5, Toxicities = Toxicities.Androgen,
        LowCounts = 0, StopChance = 0.01 };

    private static readonly Regimen AbirateroneDeprivation = new("Abiraterone, prednisone and androgen deprivation", 20, 84,
        Daily(Abiraterone, 1000, 84), Daily(Prednisone, 5, 84), Mg(Leuprorelin, 22.5, 1)) { MeanCycles = 4.5, Toxicities = Toxicities.Androgen, LowCounts = 0, StopChance = 0.03 };
    private static readonly Regimen EnzalutamideDeprivation = new("Enzalutamide and androgen deprivation", 20, 84,
        Daily(Enzalutamide, 160, 84), Mg(Leuprorelin, 22.5, 1)) { MeanCycles = 4.5, Toxicities = Toxicities.Androgen, LowCounts = 0, StopChance = 0.03 };
    private static readonly Regimen DocetaxelDeprivation = new("Docetaxel and androgen deprivation", 6, 21,
        M2(Docetaxel, 75, 1), Daily(Prednisone, 10, 21), Mg(Goserelin, 10.8, 1) with { Every = 4 }) { Toxicities = Toxicities.Taxane,
            LowCounts = 0.13 };
    private static readonly Regimen PalliativeDocetaxel = new("Docetaxel and prednisone", 10, 21, M2(Docetaxel, 75, 1), Daily(Prednisone, 10, 21))
        { MeanCycles = 2.6, Toxicities = Toxicities.Taxane, LowCounts = 0.13 };
    private static readonly Regimen CabazitaxelPrednisone = new("Cabazitaxel and prednisone", 10, 21, M2(Cabazitaxel, 20, 1),
        Daily(Prednisone, 10, 21)) { MeanCycles = 2.1, Toxicities = Toxicities.Taxane, LowCounts = 0.15 };
    private static readonly Regimen OlaparibAlone = new("Olaparib", 20, 56, Daily(Olaparib, 600, 56)) { MeanCycles = 3.5, Toxicities = Toxicities.Chemotherapy, Since = 2020 };

    private static readonly Line First = new(0.96, (0.42, DeprivationAlone), (0.22, AbirateroneDeprivation), (0.18, EnzalutamideDeprivation),
        (0.18, DocetaxelDeprivation));

    public static readonly Archetype Archetype = new("prostate")
    {
        Share = 0.17, FemaleShare = 0, Age = new(69, 8, 45, 94), Scheme = StagingScheme.Tnm, MonthsAfterLastLine = 9, TumourSize = (0.5, 4),
        Sites = [(1, new Site("Prostate", "C61", "C61") { BodySite = Places.Prostate })],
        Histologies = [(1, new(new("Acinar adenocarcinoma of prostate", new Coding(CodeSystems.Snomed, "1187332001"),
            new Coding(CodeSystems.IcdO3, "8140/3"))))],
        Subtypes =
        [
            (0.9, new(Usual) { Panel = Genes.RepairPanel, PanelDone = 0.15 }),
            (0.1, new(RepairDeficient) { Panel = Genes.RepairPanel, PanelDone = 0.5, Variants = [(0.7, [Genes.Brca2Loss]),
                (0.3, [Genes.Brca1Loss])] }),
        ],
        Stages =
        [
            new(0.20, "I", Extent.Early, "T1c N0 M0", "T2a N0 M0") { Tests = [Test.Of(Psa, 3.5, 9.9, 0.99)], LowestGrade = 1, HighestGrade = 1 },
                new(0.10, "IIA", Extent.Early, "T1c N0 M0", "T2b N0 M0")
                { Tests = [Test.Of(Psa, 10, 19.9, 0.99)], LowestGrade = 1, HighestGrade = 1 },
            new(0.20, "IIB", Extent.Early, "T1c N0 M0", "T2a N0 M0") { Tests = [Test.Of(Psa, 4, 19.9, 0.99)], LowestGrade = 2, HighestGrade = 2 },
                new(0.12, "IIC", Extent.Early, "T2a N0 M0", "T2c N0 M0") { Tests = [Test.Of(Psa, 5, 19.9, 0.99)], LowestGrade = 3, HighestGrade = 4 },
            new(0.06, "IIIA", Extent.LocallyAdvanced, "T2a N0 M0", "T2c N0 M0")
                { Tests = [Test.Of(Psa, 20, 70, 0.99)], LowestGrade = 1, HighestGrade = 4 }, new(0.09, "IIIB", Extent.LocallyAdvanced, "T3a N0 M0",
                "T3b N0 M0") { Tests = [Test.Of(Psa, 8, 60, 0.99)], LowestGrade = 1, HighestGrade = 4 },
            new(0.05, "IIIC", Extent.LocallyAdvanced, "T3a N0 M0", "T2c N0 M0")
                { Tests = [Test.Of(Psa, 8, 80, 0.99)], LowestGrade = 5, HighestGrade = 5 }, new(0.04, "IVA", Extent.LocallyAdvanced, "T3b N1 M0",
                "T3a N1 M0") { Tests = [Test.Of(Psa, 15, 120, 0.99)], LowestGrade = 3, HighestGrade = 5 },
            new(0.16, "IVB", Extent.Metastatic, "T3b N1 M1b", "T4 N1 M1b", "T2c N0 M1b")
                { Tests = [Test.Of(Psa, 25, 1800, 0.99)], LowestGrade = 3, HighestGrade = 5 },
        ],
        Marker = Test.Of(Psa, 6, 400, 0.97),
        Illnesses = Places.OfAdults,
        MetastasisSites = [(0.85, Places.BoneMetastasis), (0.25, Places.DistantNodes), (0.08, Places.LiverMetastasis), (0.08, Places.LungMetastasis)],
        Plans =
        [
            new(Extent.Early, new Operate(0.6, (1, Prostatectomy)), new Irradiate(0.95, (1, Radical)) { When = StepCondition.WithoutOperation })
                { MaxAge = 69, Untreated = 0.22, Relapse = 0.1, MonthsToRelapse = 34 },
            new(Extent.Early, new Treat(0.45, (1, ShortDeprivation)), new Irradiate(0.97, (1, Radical)))
                { MinAge = 70, Untreated = 0.35, Relapse = 0.1, MonthsToRelapse = 34 },
            new(Extent.LocallyAdvanced, new Operate(0.35, (1, Prostatectomy)), new Irradiate(0.97, (0.3, Radical),
                (0.7, RadicalWithNodes)) { When = StepCondition.WithoutOperation }, new Treat(0.8, (1, LongDeprivation)))
                { Untreated = 0.04, Relapse = 0.33, MonthsToRelapse = 26 },
            new(Extent.Metastatic, new Irradiate(0.12, (1, BonePain))) { Untreated = 0.03 },
        ],
        Lines =
        [
            new(First, new Line(0.7, (0.5, AbirateroneDeprivation), (0.5, EnzalutamideDeprivation)), new Line(0.6, (1, OlaparibAlone)), new Line(0.5,
                (1, PalliativeDocetaxel)), new Line(0.4, (1, CabazitaxelPrednisone)))
                { Subtypes = [RepairDeficient] },
            new(First, new Line(0.7, (0.35, AbirateroneDeprivation), (0.35, EnzalutamideDeprivation), (0.3, PalliativeDocetaxel)), new Line(0.5,
                (0.7, PalliativeDocetaxel), (0.3, CabazitaxelPrednisone)), new Line(0.35, (1, CabazitaxelPrednisone))),
        ],
    };
}
