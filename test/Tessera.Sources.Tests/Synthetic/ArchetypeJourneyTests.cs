using System.Runtime.CompilerServices;
using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Oncology.Mcode;
using Tessera.Sources.Synthetic;

namespace Tessera.Sources.Tests.Synthetic;

/// <summary>One journey of each kind of synthetic patient, read by a person and kept: from the story through its resources to what is derived.</summary>
public sealed class ArchetypeJourneyTests
{
    private const int Patients = 120;
    private const int ShortStory = 130;

    private static readonly Lazy<IReadOnlyList<Journey>> Journeys = new(Read);

    [Theory]
    [InlineData("breast")]
    [InlineData("lung")]
    [InlineData("colorectal")]
    [InlineData("prostate")]
    [InlineData("myeloma")]
    [InlineData("lymphoid-leukaemia")]
    public void The_story_is_the_one_that_was_read(string cancer)
    {
        var journey = Journeys.Value.First(journey => journey.MainCancer is { } main && CancerTypes.Of(main.Code)?.Key == cancer && journey.Exposures.Count > 0 && (journey.Facts.Count <= ShortStory || cancer is "lymphoid-leukaemia"));
        AssertGolden(cancer, JourneyText.Of(journey));
    }

    [Fact]
    public void No_story_leaves_a_resource_untold_without_a_reason() =>
        Assert.DoesNotContain(Journeys.Value.SelectMany(journey => journey.LeftOut), left => left.Reason is not ("cancelled" or "its conditions have records of their own"));

    // TESSERA_UPDATE_GOLDEN=1 writes the texts anew, to be read again.
    private static void AssertGolden(string name, string actual, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("TESSERA_UPDATE_GOLDEN") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{name}.txt has not been written");
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static List<Journey> Read()
    {
        var names = FhirDefinitions.OpenBuiltIn().Names;
        var reader = new JourneyReader(names);
        var folder = Directory.CreateTempSubdirectory("tessera-archetypes-").FullName;
        try
        {
            new SyntheticCentre(Patients, 3, SyntheticFlavour.Europe).Write(folder, SyntheticFormat.Fhir, null, CancellationToken.None);
            var documents = Directory.GetFiles(folder, "*.ndjson").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(line => FhirDocument.Parse(line, names)).ToList();
            var byPatient = documents.ToLookup(PatientOf);
            return [.. documents.Where(document => document.ResourceType == "Patient").Select(patient => reader.Read(patient.Id!, [.. byPatient[patient.Id!]])!)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string PatientOf(FhirDocument document) => document.ResourceType == "Patient" ? document.Id!
        : document.Root[document.ResourceType == "BodyStructure" ? "patient" : "subject"].Text("reference")?.Split('/')[^1] ?? "";
}
