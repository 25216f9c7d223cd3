using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;
using static Tessera.Sources.Synthetic.Archetypes.Doses;
using static Tessera.Sources.Synthetic.Archetypes.FindingKinds;
using static Tessera.Sources.Synthetic.Archetypes.Medicines;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Colorectal cancer: colon and rectum are two tables, because the rectum is irradiated before it is operated on.</summary>
internal static class Colorectal
{
    private const string WildType = "RAS and BRAF wild type";
    private const string RasMutated = "RAS mutated";
    private const string BrafMutated = "BRAF mutated";
    private const string Unstable = "microsatellite instable";

    private static readonly Surgery Hemicolectomy = new(new("Hemicolectomy"), 8);
    private static readonly Surgery Sigmoidectomy = new(new("Sigmoid resection"), 7);
    private static readonly Surgery TotalMesorectalExcision = new(new("Total mesorectal excision"), 10);
    private static readonly RadiotherapyPlan LongCourse = new("Rectum, long course", "441799006", new("Rectum", Places.Rectum, 5040, 28),
        new("Pelvic nodes", Places.PelvicNodes, 4500, 25));
    private static readonly RadiotherapyPlan ShortCourse = new("Rectum, short course", "1162782007",
        new Volume("Rectum and pelvis", Places.Rectum, 2500, 5));

    private static readonly Regimen Capox = new("CAPOX", 8, 21, M2(Oxaliplatin, 130, 1), DailyM2(Capecitabine, 2000, 14))
        { Toxicities = Toxicities.Oxaliplatin, StopChance = 0.126, LowCounts = 0.12 };
    private static readonly Regimen ShortCapox = new("CAPOX, 3 months", 4, 21, M2(Oxaliplatin, 130, 1), DailyM2(Capecitabine, 2000, 14))
        { Toxicities = Toxicities.Oxaliplatin, StopChance = 0.084, LowCounts = 0.12 };
    private static readonly Regimen AdjuvantFolfox = new("FOLFOX", 12, 14, M2(Oxaliplatin, 85, 1), M2(FolinicAcid, 400, 1), M2(Fluorouracil, 2800, 1))
        { Toxicities = Toxicities.Oxaliplatin, StopChance = 0.098, LowCounts = 0.14 };
    private static readonly Regimen AdjuvantCapecitabine = new("Capecitabine", 8, 21, DailyM2(Capecitabine, 2000, 14))
        { Toxicities = Toxicities.Fluoropyrimidine, StopChance = 0.098 };
    private static readonly Regimen RadiationCapecitabine = new("Capecitabine with radiotherapy", 1, 42, DailyM2(Capecitabine, 1650, 38))
        { Toxicities = Toxicities.Fluoropyrimidine };
    private static readonly Regimen FolfoxBevacizumab = new("FOLFOX and bevacizumab", 24, 14, M2(Oxaliplatin, 85, 1).Until(8),
        M2(FolinicAcid, 400, 1), M2(Fluorouracil, 2800, 1), Kg(Bevacizumab, 5, 1)) { MeanCycles = 4.5, Toxicities = Toxicities.Oxaliplatin,
        LowCounts = 0.12 };
    private static readonly Regimen FolfoxPanitumumab = new("FOLFOX and panitumumab", 24, 14, M2(Oxaliplatin, 85, 1).Until(8),
        M2(FolinicAcid, 400, 1), M2(Fluorouracil, 2800, 1), Kg(Panitumumab, 6, 1)) { MeanCycles = 4.8, Toxicities = Toxicities.Oxaliplatin,
        LowCounts = 0.12 };
    private static readonly Regimen FolfiriBevacizumab = new("FOLFIRI and bevacizumab", 24, 14, M2(Irinotecan, 180, 1), M2(FolinicAcid, 400, 1),
        M2(Fluorouracil, 2800, 1), Kg(Bevacizumab, 5, 1)) { MeanCycles = 3.1, Toxicities = Toxicities.Irinotecan, LowCounts = 0.14 };
    private static readonly Regimen FolfiriCetuximab = new("FOLFIRI and cetuximab", 24, 14, M2(Irinotecan, 180, 1), M2(FolinicAcid, 400, 1),
        M2(Fluorouracil, 2800, 1), M2(Cetuximab, 500, 1)) { MeanCycles = 3.5, Toxicities = Toxicities.Irinotecan, LowCounts = 0.14 };
    private static readonly Regimen PalliativeCapox = new("CAPOX", 8, 21, M2(Oxaliplatin, 130, 1), DailyM2(Capecitabine, 2000, 14))
        { MeanCycles = 2.6, Toxicities = Toxicities.Oxaliplatin, LowCounts = 0.12 };
    private static readonly Regimen PalliativeCapecitabine = new("Capecitabine", 20, 21, DailyM2(Capecitabine, 2000, 14)) { MeanCycles = 2.6,
        Toxicities = Toxicities.Fluoropyrimidine };
    private static readonly Regimen EncorafenibCetuximab = new("Encorafenib and cetuximab", 24, 28, Daily(Encorafenib, 300, 28),
        M2(Cetuximab, 500, 1, 15)) { MeanCycles = 2.6, Toxicities = Toxicities.Kinase, Since = 2020 };
    private static readonly Regimen PembrolizumabAlone = new("Pembrolizumab", 35, 21, Mg(Pembrolizumab, 200, 1)) { MeanCycles = 7.1,
        Toxicities = Toxicities.Immune, LowCounts = 0.01, Since = 2020 };
    private static readonly Regimen TrifluridineTipiracil = new("Trifluridine and tipiracil", 12, 28, DailyM2(Trifluridine, 70, 10)) { MeanCycles = 2,
        Toxicities = Toxicities.Chemotherapy, LowCounts = 0.2, Since = 2016 };

    private static readonly (double, Regimen)[] Adjuvant = [(0.35, Capox), (0.3, ShortCapox), (0.35, AdjuvantFolfox)];

    private static readonly StageChoice[] Stages =
    [
        new(0.19, "I", Extent.Early, "T1 N0 M0", "T2 N0 M0"), new(0.22, "IIA", Extent.Early, "T3 N0 M0"), new(0.04, "IIB", Extent.Early, "T4a N0 M0"),
            new(0.04, "IIIA", Extent.LocallyAdvanced, "T1 N1a M0", "T2 N1b M0"),
        new(0.20, "IIIB", Extent.LocallyAdvanced, "T3 N1a M0", "T3 N1b M0", "T3 N2a M0"), new(0.08, "IIIC", Extent.LocallyAdvanced, "T4a N2a M0",
            "T3 N2b M0"),
        new(0.12, "IVA", Extent.Metastatic, "T3 N1b M1a", "T4a N2a M1a"), new(0.08, "IVB", Extent.Metastatic, "T4a N2b M1b", "T3 N2a M1b"),
            new(0.03, "IVC", Extent.Metastatic, "T4a N2b M1c"),
    ];

    private static readonly (double, Subtype)[] Subtypes =
    [
        (0.42, new(WildType) { Panel = Genes.ColorectalPanel, PanelDone = 0.6, Tests = [Test.Of(Msi, MicrosatelliteStable, 0.75)] }),
        (0.42, new(RasMutated) { Panel = Genes.ColorectalPanel, PanelDone = 0.6, Variants = [(0.45, [Genes.KrasG12D]), (0.35, [Genes.KrasG12V]),
            (0.12, [Genes.KrasG12C]), (0.08, [Genes.NrasQ61K])], Tests = [Test.Of(Msi, MicrosatelliteStable, 0.75)] }),
        (0.07, new(BrafMutated) { Panel = Genes.ColorectalPanel, PanelDone = 0.75, Variants = [(1, [Genes.BrafV600E])],
            Tests = [Test.Of(Msi, MicrosatelliteStable, 0.8)] }),
        (0.09, new(Unstable) { Panel = Genes.ColorectalPanel, PanelDone = 0.75, Variants = [(0.5, []), (0.5, [Genes.BrafV600E])],
            Tests = [Test.Of(Msi, MsiHigh, 0.98)] }),
    ];

    private static readonly LineRule[] Lines =
    [
        new(new Line(0.5, (1, PalliativeCapecitabine))) { MinAge = 80 },
        new(new Line(0.93, (1, PembrolizumabAlone)), new Line(0.5, (1, FolfoxBevacizumab)), new Line(0.4, (1, FolfiriBevacizumab)))
            { Subtypes = [Unstable] },
        new(new Line(0.92, (0.8, FolfoxBevacizumab), (0.2, PalliativeCapox)), new Line(0.6, (1, EncorafenibCetuximab)), new Line(0.4,
            (1, TrifluridineTipiracil))) { Subtypes = [BrafMutated] },
        new(new Line(0.92, (0.55, FolfoxPanitumumab), (0.3, FolfoxBevacizumab), (0.15, PalliativeCapox)), new Line(0.62, (0.5, FolfiriBevacizumab),
            (0.5, FolfiriCetuximab)), new Line(0.42, (1, TrifluridineTipiracil))) { Subtypes = [WildType] },
        new(new Line(0.92, (0.75, FolfoxBevacizumab), (0.25, PalliativeCapox)), new Line(0.6, (1, FolfiriBevacizumab)), new Line(0.42,
            (1, TrifluridineTipiracil))),
    ];

    public static readonly Archetype Colon = Base() with
    {
        Share = 0.14,
        Sites =
        [
            (0.3, Part("Sigmoid colon", "C18.7", "60184004")), (0.2, Part("Caecum", "C18.0", "32713005")),
                (0.22, Part("Ascending colon", "C18.2", "9040008")), (0.13, Part("Transverse colon", "C18.4", "485005")),
            (0.15, Part("Descending colon", "C18.6", "32622004")),
        ],
        Plans =
        [
            new(Extent.Early, new Operate(0.98, (0.6, Hemicolectomy), (0.4, Sigmoidectomy)), new Treat(0.09, (1, AdjuvantCapecitabine)))
                { Relapse = 0.12, MonthsToRelapse = 18 },
            new(Extent.LocallyAdvanced, new Operate(0.98, (0.6, Hemicolectomy), (0.4, Sigmoidectomy)), new Treat(0.85, Adjuvant))
                { MaxAge = 76, Relapse = 0.28, MonthsToRelapse = 17 },
            new(Extent.LocallyAdvanced, new Operate(0.95, (0.6, Hemicolectomy), (0.4, Sigmoidectomy)), new Treat(0.35, (1, AdjuvantCapecitabine)))
                { MinAge = 77, Relapse = 0.34, MonthsToRelapse = 16 },
            new(Extent.Metastatic, new Operate(0.25, (1, Hemicolectomy))) { Untreated = 0.1 },
        ],
    };

    public static readonly Archetype Rectum = Base() with
    {
        Share = 0.06,
        Sites = [(0.85, new Site("Rectum", "C20", "C20") { BodySite = Places.Rectum }), (0.15,
            new Site("Rectosigmoid junction", "C19", "C19") { BodySite = Places.Rectum })],
        Plans =
        [
            new(Extent.Early, new Irradiate(0.25, (1, ShortCourse)), new Operate(0.97, (1, TotalMesorectalExcision))) { Relapse = 0.14 },
            new(Extent.LocallyAdvanced, new Treat(0.6, (1, RadiationCapecitabine)), new Irradiate(1,
                (1, LongCourse)) { When = StepCondition.AfterPrevious, Concurrent = true },
                new Irradiate(0.7, (1, ShortCourse)) { When = StepCondition.WithoutPrevious }, new Operate(0.93, (1, TotalMesorectalExcision)),
                    new Treat(0.55, (0.6, ShortCapox), (0.4, AdjuvantCapecitabine))) { Relapse = 0.3 },
            new(Extent.Metastatic, new Irradiate(0.15, (1, ShortCourse))) { Untreated = 0.1 },
        ],
    };

    private static Archetype Base() => new("colorectal")
    {
        Share = 0, FemaleShare = 0.45, Age = new(68, 12, 30, 94), Scheme = StagingScheme.Tnm, MonthsAfterLastLine = 5, TumourSize = (1, 8), Sites = [], Plans = [],
        Histologies =
        [
            (0.88, new(new("Adenocarcinoma", new Coding(CodeSystems.Snomed, "1187332001"), new Coding(CodeSystems.IcdO3, "8140/3")))), (0.12,
                new(new("Mucinous adenocarcinoma", new Coding(CodeSystems.IcdO3, "8480/3")))),
        ],
        Subtypes = Subtypes, Stages = Stages, Lines = Lines,
        Marker = Test.Of(Cea, 6, 800, 0.9),
        Illnesses = Places.OfAdults,
        MetastasisSites = [(0.62, Places.LiverMetastasis), (0.25, Places.LungMetastasis), (0.15, Places.PeritoneumMetastasis),
            (0.07, Places.DistantNodes)],
    };

    private static Site Part(string text, string code, string snomed) => new(text, code, code) { BodySite = new Concept(text,
        new Coding(CodeSystems.Snomed, snomed)) };
}
