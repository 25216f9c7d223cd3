using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>What a TNM statement rests on, by the code of its type.</summary>
internal static class StagingCodes
{
    public static StagingBasis BasisOf(FhirNode observation)
    {
        foreach (var coding in observation["code"]["coding"].Items)
        {
            if (!coding["system"].TextEquals("http://snomed.info/sct"u8) || coding.Text("code") is not { } code) continue;
            foreach (var part in Enum.GetValues<TnmPart>())
            {
                if (code == TnmStaging.Type(part, StagingBasis.Clinical)) return StagingBasis.Clinical;
                if (code == TnmStaging.Type(part, StagingBasis.Pathologic)) return StagingBasis.Pathologic;
            }
        }

        return StagingBasis.Unspecified;
    }
}
