using Tessera.Oncology.Journeys;
using Tessera.Oncology.Journeys.Facts;
using Tessera.Sources.Synthetic;

namespace Tessera.Centre;

/// <summary>The same cohort delivered in three ways gives the same answers; docs/synthetic-centre.md lists and explains every difference.</summary>
public sealed class OneCohortTests(OneCohortTests.Cohorts cohorts) : IClassFixture<OneCohortTests.Cohorts>
{
    private const int Patients = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_searches_find_the_same_patients()
    {
        foreach (var search in Searches)
        {
            var (fhir, mef, european) = (await cohorts.Fhir.Search(search, Cancel), await cohorts.Mef.Search(search, Cancel), await cohorts.European.Search(search, Cancel));
            // A marker that was ordered and not done is a cancelled resource in FHIR and no row in CSV.
            if (search != CancelledMarkers) Assert.True(fhir.SetEquals(european), $"{search}: FHIR and European CSV differ");
            if (!NotInMef.Contains(search)) Assert.True(mef.SetEquals(european), $"{search}: MEF's and European CSV differ");
            else Assert.Empty(mef);
        }

        Assert.Empty(cohorts.European.Refused);
        Assert.Subset(await cohorts.Fhir.Search(CancelledMarkers, Cancel), await cohorts.European.Search(CancelledMarkers, Cancel));
    }

    [Fact]
    public async Task The_same_journeys_are_told()
    {
        var (fhir, mef, european) = (await cohorts.Fhir.Journeys(Cancel), await cohorts.Mef.Journeys(Cancel), await cohorts.European.Journeys(Cancel));
        Assert.Equal(Patients, fhir.Count);
        Assert.Equal(fhir.Keys, mef.Keys);
        Assert.Equal(fhir.Keys, european.Keys);
        foreach (var (name, say, notInMef) in Sayings)
        foreach (var number in fhir.Keys)
        {
            Assert.Equal((name, number, Said(say, fhir[number])), (name, number, Said(say, european[number])));
            // Rows with a planted error of format are refused; their patients miss what these say until somebody corrects them.
            if (!notInMef && !cohorts.Mef.Refused.Contains(number)) Assert.Equal((name, number, Said(say, mef[number])), (name, number, Said(say, european[number])));
        }
    }

    private const string Deceased = "Patient?deceased=true";
    private const string CancelledMarkers = "Observation?category=http://snomed.info/sct|250724005";
    private const string Variants = "Observation?_profile=http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-genomic-variant&value-concept=http://loinc.org|LA9633-4";

    // MEF's layouts have neither a day of death nor genomics: its variants are plain observations.
    private static readonly string[] NotInMef = [Deceased, Variants];

    /// <summary>Searches that any delivery answers: by profile, code of an open specification, sex, year, status.</summary>
    private static readonly string[] Searches =
    [
        "Patient?gender=female",
        "Patient?birthdate=lt1960-01-01",
        Deceased,
        "Condition?_profile=http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition",
        "Condition?category=http://snomed.info/sct|128462008",
        "Condition?body-site=http://snomed.info/sct|76752008",
        "Condition?clinical-status=remission",
        "Observation?_profile=http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tnm-stage-group",
        "Observation?code=http://snomed.info/sct|399588009",
        "Observation?code=http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl|C139007",
        "Observation?code=http://loinc.org|97509-4&value-concept=http://snomed.info/sct|271299001",
        "Observation?code=http://loinc.org|89247-1&date=ge2024-01-01",
        "Observation?code=http://loinc.org|2857-1&value-quantity=gt20",
        "Observation?code=http://loinc.org|718-7&value-quantity=lt9",
        "Observation?code=http://loinc.org|85337-4&value-concept=http://loinc.org|LA6576-8",
        CancelledMarkers,
        Variants,
        "Procedure?category=http://snomed.info/sct|387713003",
        "Procedure?code=http://snomed.info/sct|387713003",
        "Procedure?code=http://snomed.info/sct|1217123003",
        "MedicationAdministration?code:text=carboplatin",
        "MedicationAdministration?status=not-done",
        "MedicationRequest?status=stopped",
        "MedicationRequest?code:text=letrozole",
        "Encounter?class=http://terminology.hl7.org/CodeSystem/v3-ActCode|IMP",
    ];

    private static readonly (string Name, Func<Journey, IEnumerable<string>> Say, bool NotInMef)[] Sayings =
    [
        ("person", journey => [$"{journey.Person.Gender} {journey.Person.BirthDate}"], false),
        ("death", journey => [$"{journey.Person.DeathDate}"], true),
        ("cancers", journey => journey.Cancers.Select(cancer => $"{cancer.Date} {cancer.IsSecondary} {cancer.ClinicalStatus}"), false),
        ("TNM stage", journey => journey.Stages.Where(stage => stage.IsTnm).Select(stage => $"{stage.Date} {stage.Short} {stage.Basis}"), false),
        ("categories", journey => journey.TnmCategories.Select(category => $"{category.Date} {category.Short} {category.Basis}"), false),
        ("status", journey => journey.DiseaseStatuses.Select(status => $"{status.Date} {status.Trend}"), false),
        ("performance", journey => journey.PerformanceStatuses.Select(status => $"{status.Date} {status.Scale} {status.Score}"), false),
        ("operations", journey => journey.Procedures.Where(procedure => procedure.IsSurgery).Select(procedure => $"{procedure.Date} {procedure.Code.Plain} {procedure.Intent?.Codings[0].Code}"), false),
        ("radiotherapy", journey => journey.Radiotherapy.Where(course => course.PartOf is null).Select(course => $"{course.Date?.First:O} {course.Intent?.Codings[0].Code}"), false),
        ("given", journey => journey.Medicines.Where(medicine => medicine.How == MedicineEventKind.Administered).Select(medicine => $"{medicine.Date?.First:O} {medicine.Medicine.Name} {medicine.Happened}"), false),
        ("ordered", journey => journey.Medicines.Where(medicine => medicine.How == MedicineEventKind.Ordered).Select(medicine => $"{medicine.Date?.First:O} {medicine.Medicine.Name} {medicine.Status}"), false),
        ("measured", journey => journey.Measurements.Where(measurement => measurement.Value.Quantity?.Number is not null).Select(measurement => $"{measurement.Date} {measurement.Code.CodeOf(Loinc)} {measurement.Value.Quantity!.Number}"), true),
    ];

    private const string Loinc = "http://loinc.org";

    private static string Said(Func<Journey, IEnumerable<string>> say, Journey journey) => string.Join('\n', say(journey).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The three deliveries, imported once for all tests.</summary>
    public sealed class Cohorts(BuiltInDefinitions builtIn) : IAsyncLifetime
    {
        internal OneCohort Fhir { get; private set; } = null!;

        internal OneCohort Mef { get; private set; } = null!;

        internal OneCohort European { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Fhir = await OneCohort.Open(builtIn, SyntheticFormat.Fhir, Patients, Cancel);
            Mef = await OneCohort.Open(builtIn, SyntheticFormat.Csv, Patients, Cancel);
            European = await OneCohort.Open(builtIn, SyntheticFormat.European, Patients, Cancel);
        }

        public async ValueTask DisposeAsync()
        {
            await Fhir.DisposeAsync();
            await Mef.DisposeAsync();
            await European.DisposeAsync();
        }
    }
}
