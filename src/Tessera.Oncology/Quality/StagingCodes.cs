using System.Text;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>What a TNM statement rests on, by the code of its type.</summary>
internal static class StagingCodes
{
    private static readonly byte[][] Clinical = Codes(StagingBasis.Clinical);
    private static readonly byte[][] Pathologic = Codes(StagingBasis.Pathologic);

    public static StagingBasis BasisOf(FhirNode observation, QualityNames names)
    {
        foreach (var coding in observation[names.Code][names.Coding].Items)
        {
            if (coding[names.Code] is not { Kind: JsonKind.String } code || !coding[names.System].TextEquals("http://snomed.info/sct"u8)) continue;
            if (Holds(Clinical, code)) return StagingBasis.Clinical;
            if (Holds(Pathologic, code)) return StagingBasis.Pathologic;
        }

        return StagingBasis.Unspecified;
    }

    private static bool Holds(byte[][] codes, FhirNode code)
    {
        foreach (var known in codes)
            if (code.TextEquals(known)) return true;
        return false;
    }

    private static byte[][] Codes(StagingBasis basis) => [.. Enum.GetValues<TnmPart>().Select(part => Encoding.UTF8.GetBytes(TnmStaging.Type(part, basis)))];
}
