using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;

namespace Tessera.Oncology.Tests.Journeys;

/// <summary>The stories of the patients in the mCODE package's examples, read by a person and kept.</summary>
public sealed class McodePatientTests
{
    private static readonly Lazy<List<FhirDocument>> Examples = new(() => [.. Files().Select(file => FhirDocument.Parse(File.ReadAllBytes(file), Vocabulary.Definitions.Names))]);

    [Theory]
    [InlineData("cancer-patient-jenny-m")]
    [InlineData("cancer-patient-john-anyperson")]
    [InlineData("cancer-patient-brian-l")]
    [InlineData("cancer-patient-adam-everyman")]
    [InlineData("cancer-patient-eve-anyperson")]
    [InlineData("cancer-patient-lucy-child")]
    [InlineData("gx-cancer-patient-adam-anyperson")]
    public void The_story_is_the_one_that_was_read(string patient)
    {
        var journey = Vocabulary.Reader.Read(patient, About(patient));
        Golden.Equal(patient, JourneyText.Of(journey!));
    }

    [Fact]
    public void Every_resource_of_an_example_patient_is_a_fact_or_says_why_not()
    {
        foreach (var patient in Examples.Value.Where(document => document.ResourceType == "Patient"))
        {
            var about = About(patient.Id!);
            var journey = Vocabulary.Reader.Read(patient.Id!, about)!;
            var told = journey.Facts.SelectMany(fact => fact.Evidence).Concat(journey.LeftOut.Select(left => left.Source)).Append(journey.Person.Source).ToHashSet();
            // A comorbidity panel whose conditions are in the record says nothing of its own.
            Assert.All(about.Where(document => JourneyReader.Types.Contains(document.ResourceType!) && document.ResourceType != "Patient"),
                document => Assert.Contains($"{document.ResourceType}/{document.Id}", told));
        }
    }

    private static List<FhirDocument> About(string patient) =>
        [.. Examples.Value.Where(document => document.Id == patient || document.Root[document.ResourceType == "BodyStructure" ? "patient" : "subject"].Text("reference") == $"Patient/{patient}")];

    private static string[] Files()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json"))) folder = folder.Parent!;
        return Directory.GetFiles(Path.Combine(folder.FullName, "definitions", "node_modules", "hl7.fhir.us.mcode", "example"), "*.json").Order(StringComparer.Ordinal).ToArray();
    }
}
