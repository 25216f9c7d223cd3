using Tessera.Fhir.Json;

namespace Tessera.Oncology.Quality;

/// <summary>The numbers that scales have. The profile of Karnofsky says 0 to 100 in intervals of 10, the value set of Lansky has the same;
/// ECOG is 0 to 5 (Oken et al., Am J Clin Oncol 1982;5:649, https://ecog-acrin.org/resources/ecog-performance-status/).</summary>
internal static class Scales
{
    /// <summary>Whether a whole number is one of the profile's scale; true for profiles without one.</summary>
    public static bool Has(string profile, FhirNode value)
    {
        var (most, step) = profile switch
        {
            "mcode-ecog-performance-status" => (5, 1),
            "mcode-karnofsky-performance-status" or "mcode-lansky-play-performance-status" => (100, 10),
            _ => (0, 0),
        };
        if (step == 0 || value.Kind != JsonKind.Number) return true;
        return int.TryParse(value.Utf8, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most && number % step == 0;
    }
}
