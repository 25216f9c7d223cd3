using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic.Story;
using static Tessera.Sources.Synthetic.Archetypes.Doses;
using static Tessera.Sources.Synthetic.Archetypes.FindingKinds;
using static Tessera.Sources.Synthetic.Archetypes.Medicines;

namespace Tessera.Sources.Synthetic.Archetypes;

/// <summary>Multiple myeloma. The stage (ISS) rests on beta-2-microglobulin and albumin, so these belong to the stage here.</summary>
internal static class Myeloma
{
    private static readonly Surgery Transplant = new(new("Autologous stem cell transplantation"), 18) { RemovesTumour = false };
    private static readonly RadiotherapyPlan Spine = new("Lumbar spine", "1162782007",
        new Volume("Lumbar spine", Places.LumbarSpine, 2000, 5)) { Intent = Intent.Palliative };

    private static readonly Regimen Vrd = new("VRd", 4, 28, M2(Bortezomib, 1.3, 1, 8, 15), Daily(Lenalidomide, 25, 21), Daily(Dexamethasone, 40, 4))
        { Toxicities = Toxicities.Myeloma, StopChance = 0.07 };
    private static readonly Regimen HighDose = new("High-dose melphalan", 1, 21, M2(Melphalan, 200, 1)) { Toxicities = Toxicities.Chemotherapy,
        LowCounts = 0, StopChance = 0 };
    private static readonly Regimen Maintenance = new("Lenalidomide", 60, 28, Daily(Lenalidomide, 10, 21)) { MeanCycles = 8,
        Toxicities = Toxicities.Myeloma, StopChance = 0.015 };
    private static readonly Regimen DaratumumabRd = new("DaraRd", 60, 28, Mg(Daratumumab, 1800, 1, 8, 15, 22).Until(2),
        Mg(Daratumumab, 1800, 1, 15).From(3).Until(6), Mg(Daratumumab, 1800, 1).From(7),
        Daily(Lenalidomide, 25, 21), Daily(Dexamethasone, 40, 4)) { MeanCycles = 6, Toxicities = Toxicities.Myeloma, Since = 2019 };
    private static readonly Regimen Rd = new("Rd", 60, 28, Daily(Lenalidomide, 25, 21), Daily(Dexamethasone, 40, 4)) { MeanCycles = 5,
        Toxicities = Toxicities.Myeloma };
    private static readonly Regimen Vcd = new("VCd", 6, 28, M2(Bortezomib, 1.5, 1, 8, 15, 22), M2(Cyclophosphamide, 500, 1),
        Daily(Dexamethasone, 40, 4)) { Toxicities = Toxicities.Myeloma };
    private static readonly Regimen DaratumumabVd = new("DaraVd", 24, 21, Mg(Daratumumab, 1800, 1, 8, 15).Until(3), Mg(Daratumumab, 1800, 1).From(4),
        M2(Bortezomib, 1.3, 1, 8).Until(8), Daily(Dexamethasone, 20, 8)) { MeanCycles = 3.5, Toxicities = Toxicities.Myeloma };
    private static readonly Regimen Kd = new("Kd", 18, 28, M2(Carfilzomib, 56, 1, 2, 8, 9, 15, 16), Daily(Dexamethasone, 20, 8)) { MeanCycles = 3.1,
        Toxicities = Toxicities.Myeloma };
    private static readonly Regimen Pd = new("Pd", 20, 28, Daily(Pomalidomide, 4, 21), Daily(Dexamethasone, 40, 4)) { MeanCycles = 2.1,
        Toxicities = Toxicities.Myeloma, LowCounts = 0.15 };

    private static readonly Test[] AtDiagnosis =
        [Test.Of(MProtein, 1.2, 6, 0.95), Test.Of(KappaFree, 30, 900, 0.92), Test.Of(LambdaFree, 3, 22, 0.92), Test.Of(PlasmaCells, 12, 90, 0.93),
            Test.Of(Calcium, 8.8, 12.5, 0.95)];

    public static readonly Archetype Archetype = new("myeloma")
    {
        Share = 0.06, FemaleShare = 0.44, Age = new(68, 11, 38, 92), Scheme = StagingScheme.Iss, MonthsAfterLastLine = 7, Specimen = SpecimenKind.Marrow,
        Sites = [(1, new Site("Multiple myeloma", "C90.0", "C90.00"))],
        Histologies = [(1, new(new("Plasma cell myeloma", new Coding(CodeSystems.IcdO3, "9732/3"))))],
        Subtypes =
        [
            (0.78, new("standard risk") { Panel = Genes.MyelomaFish, PanelDone = 0.88, Variants = [(0.8, []), (0.2, [Genes.Translocation1114])],
                Tests = [.. AtDiagnosis, Test.Of(Ldh, 110, 235, 0.93)] }),
            (0.22, new("high risk") { HighRisk = true, Panel = Genes.MyelomaFish, PanelDone = 0.95, Variants = [(0.5, [Genes.Deletion17p]),
                (0.4, [Genes.Translocation414]), (0.1, [Genes.Deletion17p, Genes.Translocation414])], Tests = [.. AtDiagnosis,
                Test.Of(Ldh, 150, 520, 0.93)] }),
        ],
        Stages =
        [
            new(0.3, "I", Extent.Systemic) { Tests = [Test.Of(Beta2Microglobulin, 1.5, 3.4, 0.99), Test.Of(Albumin, 3.6, 4.6, 0.99)] },
            new(0.4, "II", Extent.Systemic) { Tests = [Test.Of(Beta2Microglobulin, 3.5, 5.4, 0.99), Test.Of(Albumin, 2.8, 4, 0.99)] },
            new(0.3, "III", Extent.Systemic) { Tests = [Test.Of(Beta2Microglobulin, 5.6, 14, 0.99), Test.Of(Albumin, 2.4, 3.7, 0.99)] },
        ],
        Marker = Test.Of(MProtein, 0.6, 5, 0.95),
        Illnesses = [(0.42, Places.Hypertension), (0.16, Places.Diabetes), (0.18, Places.KidneyDisease), (0.12, Places.HeartDisease),
            (0.06, Places.HeartFailure), (0.08, Places.Depression)],
        Plans =
        [
            new(Extent.Systemic, new Irradiate(0.08, (1, Spine)), new Treat(0.97, (1, Vrd)), new Treat(0.75,
                (1, HighDose)) { When = StepCondition.AfterPrevious },
                new Operate(1, (1, Transplant)) { When = StepCondition.AfterPrevious }, new Treat(0.85,
                    (1, Maintenance)) { When = StepCondition.AfterPrevious }) { MaxAge = 69, Relapse = 0.75, MonthsToRelapse = 9 },
            new(Extent.Systemic, new Irradiate(0.08, (1, Spine)), new Treat(0.95, (0.45, DaratumumabRd), (0.3, Rd), (0.25, Vcd)))
                { Untreated = 0.06, Relapse = 0.72, MonthsToRelapse = 7 },
        ],
        Lines =
        [
            new(new Line(0.85, (0.5, DaratumumabVd), (0.3, Kd), (0.2, Rd)), new Line(0.6, (0.6, Kd), (0.4, Pd)), new Line(0.45, (1, Pd)))
                { MaxAge = 78 },
            new(new Line(0.7, (0.6, DaratumumabVd), (0.4, Pd)), new Line(0.35, (1, Pd))),
        ],
    };
}
