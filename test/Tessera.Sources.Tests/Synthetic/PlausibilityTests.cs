using Tessera.Sources.Synthetic;
using Tessera.Sources.Synthetic.Archetypes;
using Tessera.Sources.Synthetic.Story;
using Tessera.Sources.Synthetic.Telling;

namespace Tessera.Sources.Tests.Synthetic;

/// <summary>What an oncologist would object to, over 2,000 patients; a failure names the patients.</summary>
public sealed class PlausibilityTests(Stories stories) : IClassFixture<Stories>
{
    private static readonly string[] ChildOnly = ["Induction", "Consolidation", "Interim", "Delayed", "Maintenance", "Blinatumomab"];

    [Fact]
    public void Nothing_happens_after_death_or_after_the_end_of_the_data() => None(patient => Days(patient).Max() > (patient.Died ?? StoryDraft.AsOf));

    [Fact]
    public void Nothing_is_treated_before_the_diagnosis() => None(patient =>
        patient.Regimens.Any(course => course.Start < patient.Cancer.Diagnosed) || patient.Operations.Any(operation => operation.On < patient.Cancer.Diagnosed) || patient.Radiotherapies.Any(course => course.Start < patient.Cancer.Diagnosed));

    [Fact]
    public void Cycles_are_numbered_and_follow_one_another() => None(patient => patient.Regimens.Any(course =>
        course.Cycles.Select(cycle => cycle.Number).Where((number, index) => number != index + 1).Any()
        || course.Cycles.Zip(course.Cycles.Skip(1)).Any(pair => pair.Second.Start.DayNumber - pair.First.Start.DayNumber < course.Regimen.CycleDays)));

    [Fact]
    public void Doses_lie_in_their_course() => None(patient => patient.Regimens.Any(course =>
        course.Cycles.Count == 0 || course.Finish < course.Start || course.Cycles.SelectMany(cycle => cycle.Doses).Any(dose => dose.On < course.Start || dose.On > course.Finish)));

    [Fact]
    public void A_medicine_is_not_given_before_it_was_in_use() => None(patient => patient.Regimens.Any(course => course.Start.Year < course.Regimen.Since));

    [Fact]
    public void Cancers_fit_the_sex() => None(patient =>
        (patient.Cancer.Archetype == Prostate.Archetype && patient.Person.IsFemale) || (patient.Cancer.Archetype == Breast.Archetype && !patient.Person.IsFemale));

    [Fact]
    public void Children_have_childhood_leukaemia_childhood_protocols_and_Lansky_scores() => None(patient =>
    {
        var child = patient.Cancer.Archetype == ChildhoodLeukaemia.Archetype;
        if (child != patient.Person.AgeOn(patient.Cancer.Diagnosed) < 18) return true;
        if (patient.Findings.Any(finding => finding.Kind == (child ? FindingKinds.Ecog : FindingKinds.Lansky))) return true;
        return patient.Regimens.Any(course => child != ChildOnly.Any(start => course.Regimen.Name.StartsWith(start, StringComparison.Ordinal)));
    });

    [Fact]
    public void Who_gets_an_antibody_against_HER2_has_HER2() => None(patient =>
        Gets(patient, Medicines.Trastuzumab) && patient.Findings.Any(finding => finding.Kind == FindingKinds.Her2 && finding.Result == FindingKinds.Negative));

    [Fact]
    public void Who_gets_hormones_against_breast_cancer_has_a_hormone_receptor() => None(patient =>
        (Gets(patient, Medicines.Tamoxifen) || Gets(patient, Medicines.Letrozole) || Gets(patient, Medicines.Anastrozole)) && !IsPlanted(patient, ErrorKind.ReceptorsContradictory)
        && patient.Findings.Any(finding => finding.Kind == FindingKinds.EstrogenReceptor && finding.Result == FindingKinds.Negative));

    [Fact]
    public void Targeted_medicines_have_their_target() => None(patient =>
        Wrong(patient, Medicines.Osimertinib, Genes.Egfr) || Wrong(patient, Medicines.Alectinib, Genes.Alk) || Wrong(patient, Medicines.Sotorasib, Genes.Kras) || Wrong(patient, Medicines.Encorafenib, Genes.Braf)
        || Wrong(patient, Medicines.Imatinib, Genes.Abl1) || Right(patient, Medicines.Panitumumab, Genes.Kras) || Right(patient, Medicines.Cetuximab, Genes.Kras));

    [Fact]
    public void Imatinib_takes_a_Philadelphia_chromosome_and_vincristine_never_exceeds_two_milligrams() => None(patient =>
        (Gets(patient, Medicines.Imatinib) && patient.Subtype.Name != "BCR::ABL1") || Doses(patient).Any(dose => dose.Part.Medicine == Medicines.Vincristine && dose.Amount > 2));

    [Fact]
    public void Doses_are_positive_and_within_reason() => None(patient => Doses(patient).Any(dose => dose.Amount <= 0 || dose.Amount > 12_000));

    [Fact]
    public void A_metastatic_stage_has_a_metastasis_and_an_early_one_has_none() => None(patient =>
    {
        if (patient.Cancer.Archetype.Scheme != StagingScheme.Tnm || IsPlanted(patient, ErrorKind.StageContradictory)) return false;
        var first = patient.Stages.FirstOrDefault(stage => stage is { Scheme: StagingScheme.Tnm, Prefix: "c" });
        if (first?.M is not { } m) return false;
        return (m != "M0") != patient.Metastases.Any(metastasis => metastasis.On <= first.On);
    });

    [Fact]
    public void A_grade_group_PSA_and_stage_of_prostate_cancer_agree() => None(patient =>
    {
        var group = patient.Stages.FirstOrDefault(stage => stage is { Scheme: StagingScheme.Tnm, Prefix: "c" })?.Group;
        var grade = patient.Stages.FirstOrDefault(stage => stage.Scheme == StagingScheme.GradeGroup)?.Group;
        var antigen = patient.Findings.FirstOrDefault(finding => finding.Kind == FindingKinds.Psa && !finding.Cancelled)?.Number;
        return patient.Cancer.Archetype == Prostate.Archetype && ((group == "I" && (grade != "1" || antigen >= 10)) || (group == "IIIC" && grade != "5") || (group == "IIIA" && antigen < 20));
    });

    [Fact]
    public void Errors_are_planted_at_their_rates()
    {
        foreach (var rate in ErrorRates.All.Where(rate => !rate.CsvOnly && rate.Per == "patient"))
        {
            var found = stories.All.Count(patient => IsPlanted(patient, rate.Kind)) / (double)stories.All.Count;
            Assert.InRange(found, rate.Rate * 0.6, rate.Rate * 1.4);
        }
    }

    [Fact]
    public void Treatment_is_calibrated_on_published_ratios()
    {
        var calibration = new Calibration();
        foreach (var patient in stories.All) calibration.Add(patient);
        Assert.InRange(calibration.Regimens, Calibration.PublishedRegimens * 0.94, Calibration.PublishedRegimens * 1.06);
        Assert.InRange(calibration.Cycles, Calibration.PublishedCycles * 0.92, Calibration.PublishedCycles * 1.08);
        Assert.InRange(calibration.Administrations, Calibration.PublishedAdministrations * 0.9, Calibration.PublishedAdministrations * 1.1);
    }

    private void None(Func<SyntheticPatient, bool> objection) => Assert.Equal([], stories.All.Where(objection).Select(patient => $"{patient.Key} ({patient.Cancer.Archetype.Name}, {patient.Subtype.Name})"));

    private static bool IsPlanted(SyntheticPatient patient, ErrorKind kind) => patient.Errors.Any(error => error.Kind == kind);

    private static IEnumerable<Dose> Doses(SyntheticPatient patient) => patient.Regimens.SelectMany(course => course.Cycles).SelectMany(cycle => cycle.Doses);

    private static bool Gets(SyntheticPatient patient, Medicine medicine) => Doses(patient).Any(dose => dose.Part.Medicine == medicine);

    // The target was looked for and is not there.
    private static bool Wrong(SyntheticPatient patient, Medicine medicine, Gene gene) => Gets(patient, medicine) && patient.GenomicTests.Any(test => test.Negative.Contains(gene));

    // The medicine does not work where this gene is mutated.
    private static bool Right(SyntheticPatient patient, Medicine medicine, Gene gene) =>
        Gets(patient, medicine) && !Gets(patient, Medicines.Encorafenib) && patient.GenomicTests.Any(test => test.Found.Any(variant => variant.Genes.Contains(gene)));

    private static IEnumerable<DateOnly> Days(SyntheticPatient patient) =>
    [
        .. patient.Findings.Select(finding => finding.On), .. patient.Visits.Select(visit => visit.End), .. patient.Statuses.Select(status => status.On), .. patient.Stages.Select(stage => stage.On),
        .. Doses(patient).Select(dose => dose.On), .. patient.Regimens.Select(course => course.Finish), .. patient.Operations.Select(operation => operation.On), .. patient.Radiotherapies.Select(course => course.End),
        .. patient.AdverseEvents.Select(adverse => adverse.Resolved ?? adverse.On), .. patient.GenomicTests.Select(test => test.Reported), .. patient.Tumours.Select(tumour => tumour.On),
        .. patient.Metastases.Select(metastasis => metastasis.On), .. patient.Specimens.Select(specimen => specimen.Collected), patient.Cancer.Recorded,
    ];
}

/// <summary>2,000 patients, told once.</summary>
public sealed class Stories
{
    internal IReadOnlyList<SyntheticPatient> All { get; } = [.. Enumerable.Range(1, 2_000).Select(number => StoryTeller.Tell(31, SyntheticFlavour.UnitedStates, number))];
}
