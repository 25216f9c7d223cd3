using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;
using Tessera.Sources.Synthetic;
using Tessera.Web.Language;

namespace Tessera.Web.Tests.Journeys;

/// <summary>Journeys to draw: those of synthetic patients, and some made by hand.</summary>
internal static class Stories
{
    public static readonly Texts Say = Texts.English();

    private static readonly NameTable Names = FhirDefinitions.OpenBuiltIn().Names;
    private static readonly JourneyReader Reader = new(Names);

    /// <summary>Sixty synthetic patients of all kinds.</summary>
    public static readonly Lazy<IReadOnlyList<Journey>> Synthetic = new(Read);

    /// <summary>The journey of <c>Patient/p</c> with these resources.</summary>
    public static Journey Of(params IEnumerable<string> resources) =>
        Reader.Read("p", [.. resources.Prepend("""{"resourceType":"Patient","id":"p"}""").Select(json => FhirDocument.Parse(json, Names))])!;

    /// <summary>A laboratory result.</summary>
    public static string Result(int number, string name, string date, string value) =>
        $$$"""{"resourceType":"Observation","id":"o{{{number}}}","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"text":"{{{name}}}"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"{{{date}}}","valueQuantity":{"value":{{{value}}},"unit":"U"}}""";

    private static List<Journey> Read()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-stories-").FullName;
        try
        {
            new SyntheticCentre(60, 11, SyntheticFlavour.UnitedStates).Write(folder, SyntheticFormat.Fhir, null, CancellationToken.None);
            var documents = Directory.GetFiles(folder, "*.ndjson").SelectMany(File.ReadLines).Select(line => FhirDocument.Parse(line, Names)).ToList();
            var byPatient = documents.ToLookup(document => document.ResourceType == "Patient" ? document.Id! : (document.Root.Text("resourceType") == "BodyStructure" ? document.Root["patient"] : document.Root["subject"]).Text("reference")?.Split('/')[^1] ?? "");
            return [.. documents.Where(document => document.ResourceType == "Patient").Select(patient => Reader.Read(patient.Id!, [.. byPatient[patient.Id!]])!)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
