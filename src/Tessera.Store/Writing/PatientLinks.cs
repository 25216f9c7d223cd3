using Tessera.Fhir.Search;
using Tessera.Fhir.Search.Indexing;

namespace Tessera.Store.Writing;

/// <summary>Which patients a resource is about: those that its <c>patient</c> and <c>subject</c> parameters name, the members of a Group,
/// the actors of a Schedule. Others who only took part (a mother who reported) do not make it theirs; see
/// https://hl7.org/fhir/R4/compartmentdefinition-patient.html for the wider set.</summary>
internal static class PatientLinks
{
    public static IReadOnlyList<string> Of(string type, string id, IndexEntries entries)
    {
        if (type == "Patient") return [id];
        List<string>? found = null;
        foreach (var reference in entries.References)
        {
            if (reference.Type != "Patient" || !Links(type, reference.Parameter)) continue;
            found ??= [];
            if (!found.Contains(reference.Id)) found.Add(reference.Id);
        }
        return found ?? [];
    }

    // What "patient" names may be kept as the values of another parameter, as those of Coverage.beneficiary are.
    private static bool Links(string type, SearchParameter parameter)
    {
        if (Links(type, parameter.Code)) return true;
        foreach (var whole in parameter.PartOf)
            if (whole.Union!.TargetType is null or "Patient" && Links(type, whole.Code)) return true;
        return false;
    }

    private static bool Links(string type, string code) =>
        code is "patient" or "subject" || (type == "Group" && code == "member") || (type == "Schedule" && code == "actor");
}
