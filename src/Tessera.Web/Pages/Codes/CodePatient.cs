using Tessera.Centre;
using Tessera.Fhir.Json;
using Tessera.Store;
using Tessera.Web.Pages.Patients;

namespace Tessera.Web.Pages.Codes;

/// <summary>A patient whose records hold a code.</summary>
/// <param name="Id">Technical id.</param>
/// <param name="Name">Name, or empty.</param>
/// <param name="Identifier">Number at the centre, or empty.</param>
/// <param name="Occurrences">How often the code stands there.</param>
public sealed record CodePatient(string Id, string Name, string Identifier, long Occurrences)
{
    internal static async Task<IReadOnlyList<CodePatient>> Of(CentreNode node, Access access, IReadOnlyList<(string Patient, long Occurrences)> patients, CancellationToken cancel)
    {
        var named = new List<CodePatient>(patients.Count);
        foreach (var (id, occurrences) in patients)
        {
            if (await node.Store.Find(access, "Patient", id, cancel) is { Deleted: false } stored)
            {
                var patient = FhirDocument.Parse(stored.Body, node.Definitions.Names);
                named.Add(new CodePatient(id, PatientName.Of(patient), PatientName.Identifier(patient), occurrences));
            }
            // Whoever does not see all patients does not learn that there is one.
            else if (access.IsUnrestricted) named.Add(new CodePatient(id, "", "", occurrences));
        }

        return named;
    }
}
