using Tessera.Oncology.Journeys;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>Cancers of organs that only one sex has: chapter II of ICD-10, C51–C58 and C60–C63 (https://icd.who.int/browse10). Sex at birth
/// decides where it is recorded; else administrative gender, which may differ without a mistake, so that this only warns.</summary>
internal static class SexAgainstSite
{
    private static readonly HashSet<string> Female = new(StringComparer.Ordinal) { "gynaecological", "cervix", "uterus", "ovary" };
    private static readonly HashSet<string> Male = new(StringComparer.Ordinal) { "penis", "prostate", "testis" };

    public static IEnumerable<string> Of(Journey journey, string? birthSex)
    {
        var sex = birthSex switch { "F" => "female", "M" => "male", null => journey.Person.Gender, _ => null };
        foreach (var cancer in journey.Cancers)
            if (CancerTypes.Of(cancer.Code) is { } type && ((sex == "male" && Female.Contains(type.Key)) || (sex == "female" && Male.Contains(type.Key)))) yield return cancer.Source;
    }
}
