using System.Collections.Frozen;
using Tessera.Centre.PatientLists;
using Tessera.Oncology.Mcode;
using Tessera.Web.Language;

namespace Tessera.Web.Pages.Patients;

/// <summary>The facets of patients and their values in words, in the order in which people expect them.</summary>
internal static class FacetWording
{
    private static readonly string[] Stages = ["0", "I", "II", "III", "IV", "other"];
    private static readonly FrozenDictionary<string, string> Cancers = CancerTypes.All.ToFrozenDictionary(type => type.Key, type => type.Name, StringComparer.Ordinal);

    /// <summary>The name of a facet.</summary>
    public static string Facet(this Texts say, PatientFacet facet) => say[facet switch
    {
        PatientFacet.Cancer => "facet.cancer",
        PatientFacet.Stage => "facet.stage",
        PatientFacet.Sex => "facet.sex",
        PatientFacet.Age => "facet.age",
        PatientFacet.Vital => "facet.vital",
        PatientFacet.Verdict => "facet.verdict",
        PatientFacet.Contradictions => "facet.contradictions",
        _ => "facet.source",
    }];

    /// <summary>A value of a facet in words.</summary>
    public static string Value(this Texts say, PatientFacet facet, string value) => (facet, value) switch
    {
        (_, "") => say["facet.not-recorded"],
        (PatientFacet.Cancer, "other") => say["facet.cancer.other"],
        (PatientFacet.Cancer, _) => Cancers.GetValueOrDefault(value, value),
        (PatientFacet.Stage, "other") => say["facet.stage.other"],
        (PatientFacet.Stage, _) => say["facet.stage.value", value],
        (PatientFacet.Sex, _) => say.Sex(value),
        (PatientFacet.Age, "0-17") => say["facet.age.child"],
        (PatientFacet.Age, "80+") => say["facet.age.old"],
        (PatientFacet.Age, _) => value.Replace('-', '–'),
        (PatientFacet.Vital, "dead") => say["facet.vital.dead"],
        (PatientFacet.Vital, _) => say["facet.vital.alive"],
        (PatientFacet.Verdict, "valid") => say["facet.verdict.valid"],
        (PatientFacet.Verdict, "invalid") => say["facet.verdict.invalid"],
        (PatientFacet.Verdict, _) => say["facet.verdict.unchecked"],
        (PatientFacet.Contradictions, "yes") => say["facet.contradictions.yes"],
        (PatientFacet.Contradictions, _) => say["facet.contradictions.no"],
        _ => value,
    };

    /// <summary>An administrative gender in words; empty for none.</summary>
    public static string Sex(this Texts say, string gender) => gender switch
    {
        "" => "",
        "female" => say["sex.female"],
        "male" => say["sex.male"],
        "other" => say["sex.other"],
        _ => say["sex.unknown"],
    };

    /// <summary>Values in the order in which people expect them: stages and ages upwards, the others by number, what is not recorded last.</summary>
    public static IEnumerable<KeyValuePair<string, long>> Sorted(PatientFacet facet, IEnumerable<KeyValuePair<string, long>> counts)
    {
        var known = counts.OrderBy(pair => pair.Key.Length == 0);
        return facet switch
        {
            PatientFacet.Stage => known.ThenBy(pair => Array.IndexOf(Stages, pair.Key)),
            PatientFacet.Age => known.ThenBy(pair => pair.Key, StringComparer.Ordinal),
            _ => known.ThenBy(pair => pair.Key == "other").ThenByDescending(pair => pair.Value),
        };
    }
}
