using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;
using static Tessera.Sources.Synthetic.Archetypes.Doses;
using static Tessera.Sources.Synthetic.Archetypes.FindingKinds;
using static Tessera.Sources.Synthetic.Archetypes.Medicines;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Acute lymphoblastic leukaemia of children, treated in the phases that childhood protocols share: induction, consolidation, interim
/// maintenance, delayed intensification, maintenance. Risk follows age, white cells and genetics.</summary>
internal static class ChildhoodLeukaemia
{
    private const string Etv6Runx1 = "ETV6::RUNX1";
    private const string Philadelphia = "BCR::ABL1";
    private const string Kmt2a = "KMT2A rearranged";
    private const string Other = "other";

    private static readonly Part IntrathecalMtx = Mg(IntrathecalMethotrexate, 12, 1) with { ByAge = true };
    private static readonly Part VincristineWeekly = M2(Vincristine, 1.5, 1, 8, 15, 22) with { Cap = 2 };
    private static readonly Part VincristineOnce = M2(Vincristine, 1.5, 1) with { Cap = 2 };

    private static readonly Regimen StandardInduction = Phase("Induction, three drugs", 1, 35, VincristineWeekly, DailyM2(Dexamethasone, 6, 28),
        Units(Pegaspargase, 2500, 4), IntrathecalMtx with { Days = [8, 29] });
    private static readonly Regimen HighRiskInduction = Phase("Induction, four drugs", 1, 35, VincristineWeekly, M2(Daunorubicin, 25, 1, 8, 15, 22),
        DailyM2(Prednisone, 60, 28), Units(Pegaspargase, 2500, 4), IntrathecalMtx with { Days = [8, 29] });
    private static readonly Regimen StandardConsolidation = Phase("Consolidation", 1, 28, VincristineOnce, DailyM2(Mercaptopurine, 75, 28),
        IntrathecalMtx with { Days = [1, 8, 15] });
    private static readonly Regimen HighRiskConsolidation = Phase("Consolidation, intensified", 2, 28, M2(Cyclophosphamide, 1000, 1),
        M2(Cytarabine, 75, 1, 2, 3, 4, 8, 9, 10, 11), DailyM2(Mercaptopurine, 60, 14),
        M2(Vincristine, 1.5, 15, 22) with { Cap = 2 }, IntrathecalMtx with { Days = [1, 8] });
    private static readonly Regimen Interim = Phase("Interim maintenance", 1, 56, M2(Vincristine, 1.5, 1, 11, 21, 31, 41) with { Cap = 2 },
        M2(Methotrexate, 100, 1, 11, 21, 31, 41), IntrathecalMtx with { Days = [31] });
    private static readonly Regimen HighDoseInterim = Phase("Interim maintenance, high-dose methotrexate", 1, 63,
        M2(Methotrexate, 5000, 1, 15, 29, 43), M2(Vincristine, 1.5, 1, 15, 29, 43) with { Cap = 2 }, DailyM2(Mercaptopurine, 25, 56),
        IntrathecalMtx with { Days = [1, 29] });
    private static readonly Regimen Intensification = Phase("Delayed intensification", 1, 56, M2(Vincristine, 1.5, 1, 8, 15, 43, 50) with { Cap = 2 },
        M2(Doxorubicin, 25, 1, 8, 15), DailyM2(Dexamethasone, 10, 14), Units(Pegaspargase, 2500, 4),
        M2(Cyclophosphamide, 1000, 29), M2(Cytarabine, 75, 29, 30, 31, 32, 36, 37, 38, 39), DailyM2(Tioguanine, 60, 14),
            IntrathecalMtx with { Days = [1, 29] });
    private static readonly Regimen Maintenance = new("Maintenance", 8, 84, VincristineOnce, DailyM2(Mercaptopurine, 75, 84),
        DailyM2(OralMethotrexate, 2.9, 84), DailyM2(Dexamethasone, 6, 5), IntrathecalMtx) { Toxicities = Toxicities.Leukaemia,
        LowCounts = 0.12, StopChance = 0.005 };
    private static readonly Regimen ImatinibMaintenance = Maintenance with { Name = "Maintenance with imatinib", Parts = [.. Maintenance.Parts,
        DailyM2(Imatinib, 340, 84)] };
    private static readonly Regimen ImatinibInduction = HighRiskInduction with { Name = "Induction with imatinib", Parts = [.. HighRiskInduction.Parts,
        DailyM2(Imatinib, 340, 21)] };
    private static readonly Regimen BlinatumomabBlock = new("Blinatumomab", 2, 35,
        new Part(Blinatumomab, 0.105, DoseBasis.PerSquareMetre, 1, 8, 15, 22)) { Toxicities = Toxicities.Leukaemia,
        LowCounts = 0.05, StopChance = 0.02, Since = 2018 };

    public static readonly Archetype Archetype = new("childhood leukaemia")
    {
        Share = 0.02, FemaleShare = 0.45, Age = new(5.5, 3.8, 1, 17), Scheme = StagingScheme.LeukaemiaRisk, MonthsAfterLastLine = 6, Specimen = SpecimenKind.Marrow,
        Sites = [(1, new Site("B-cell acute lymphoblastic leukaemia", "C91.0", "C91.00"))],
        Histologies = [(1, new(new("B lymphoblastic leukaemia", new Coding(CodeSystems.IcdO3, "9811/3"))))],
        Subtypes =
        [
            (0.26, Genetic(Etv6Runx1, false, Genes.Etv6Runx1)), (0.035, Genetic(Philadelphia, true, Genes.BcrAbl1)),
                (0.03, Genetic(Kmt2a, true, Genes.Kmt2aRearranged)), (0.675, Genetic(Other, false)),
        ],
        Stages = [new(1, "", Extent.Systemic)],
        Illnesses = [(0.06, Places.Asthma)],
        Plans =
        [
            new(Extent.Systemic, new Treat(1, (1, ImatinibInduction)), new Treat(0.98, (1, HighRiskConsolidation)), new Treat(0.995,
                (1, HighDoseInterim)), new Treat(0.995, (1, Intensification)), new Treat(0.995, (1, ImatinibMaintenance)))
                { Subtypes = [Philadelphia], Relapse = 0.2, MonthsToRelapse = 16 },
            new(Extent.Systemic, new Treat(1, (1, HighRiskInduction)), new Treat(0.99, (1, HighRiskConsolidation)), new Treat(0.995,
                (1, HighDoseInterim)), new Treat(0.995, (1, Intensification)), new Treat(0.995, (1, Maintenance)))
                { Subtypes = [Kmt2a], Relapse = 0.3, MonthsToRelapse = 12 },
            new(Extent.Systemic, new Treat(1, (1, HighRiskInduction)), new Treat(0.99, (1, HighRiskConsolidation)), new Treat(0.995,
                (1, HighDoseInterim)), new Treat(0.995, (1, Intensification)), new Treat(0.995, (1, Maintenance)))
                { MinAge = 10, Relapse = 0.16, MonthsToRelapse = 18 },
            new(Extent.Systemic, new Treat(1, (1, StandardInduction)), new Treat(0.99, (1, StandardConsolidation)), new Treat(0.995, (1, Interim)),
                new Treat(0.995, (1, Intensification)), new Treat(0.995, (1, Maintenance)))
                { Relapse = 0.08, MonthsToRelapse = 20 },
        ],
        Lines = [new(new Line(0.95, (1, BlinatumomabBlock)))],
    };

    private static Regimen Phase(string name, int cycles, int days, params Part[] parts) =>
        new(name, cycles, days, parts) { Toxicities = Toxicities.Leukaemia, LowCounts = 0.12, StopChance = 0.005 };

    private static Subtype Genetic(string name, bool highRisk, params Variant[] variants) => new(name)
    {
        SnomedDisease = "277571004", HighRisk = highRisk, Panel = Genes.LeukaemiaPanel, PanelDone = 0.98, Variants = [(1, variants)],
        Tests = [Test.Of(Blasts, 30, 98, 0.98), Test.Of(Ldh, 200, 1600, 0.8)],
    };
}
