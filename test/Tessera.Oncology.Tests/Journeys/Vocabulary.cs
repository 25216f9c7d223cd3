using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Oncology.Journeys;

namespace Tessera.Oncology.Tests.Journeys;

/// <summary>The definitions' vocabulary and a reader over it.</summary>
internal static class Vocabulary
{
    public static readonly FhirDefinitions Definitions = FhirDefinitions.OpenBuiltIn();

    public static readonly JourneyReader Reader = new(Definitions.Names);

    public static FhirDocument Parse(string json) => FhirDocument.Parse(json, Definitions.Names);

    /// <summary>The journey of <c>Patient/p</c>, female, born 1960, with these resources.</summary>
    public static Journey Journey(params string[] resources) => JourneyOf("""{"resourceType":"Patient","id":"p","gender":"female","birthDate":"1960-05-01"}""", resources);

    /// <summary>The journey of <c>Patient/p</c> with these resources.</summary>
    public static Journey JourneyOf(string patient, params string[] resources) => Reader.Read("p", [Parse(patient), .. resources.Select(Parse)])!;
}
