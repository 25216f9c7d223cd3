using Tessera.Centre;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;
using Tessera.Store;
using Tessera.Web.Components;
using Tessera.Web.Language;
using Tessera.Web.Pages.Records;

namespace Tessera.Web.Pages.Patients;

/// <summary>One patient with all records, by mCODE group.</summary>
public sealed record PatientModel
{
    private const int LinesShown = 100;

    /// <summary>Around the page.</summary>
    public required PageShell Shell { get; init; }

    /// <summary>Technical id.</summary>
    public required string Id { get; init; }

    /// <summary>Who it is: name, sex, age. Shown on the page only.</summary>
    public required string Who { get; init; }

    /// <summary>What is the case, as a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The facts under the title.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The groups that have records, in their order.</summary>
    public required IReadOnlyList<PatientGroup> Groups { get; init; }

    /// <summary>Loads a patient; null when there is none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="say">The language.</param>
    /// <param name="access">Who asks.</param>
    /// <param name="id">The patient.</param>
    /// <param name="all">The group of which all records are shown, or null.</param>
    /// <param name="cancel">Stops the work.</param>
    internal static async Task<PatientModel?> Load(CentreNode node, Texts say, Access access, string id, McodeGroup? all, CancellationToken cancel)
    {
        if (await node.Store.Find(access, "Patient", id, cancel) is not { Deleted: false } stored) return null;
        var patient = FhirDocument.Parse(stored.Body, node.Definitions.Names);
        var lines = new List<RecordLine>();
        await foreach (var resource in node.Store.PatientCompartment(access, id, null, cancel))
            lines.Add(RecordLine.Of(resource, FhirDocument.Parse(resource.Body, node.Definitions.Names)));

        var groups = new List<PatientGroup>();
        foreach (var group in lines.GroupBy(line => line.Group).OrderBy(group => group.Key))
        {
            var sorted = group.OrderByDescending(line => line.Date is { } date ? date.Last.ToString("O") : "", StringComparer.Ordinal).ThenBy(line => line.Type, StringComparer.Ordinal).ToList();
            var shown = group.Key == all ? sorted : sorted.Take(LinesShown).ToList();
            groups.Add(new PatientGroup(group.Key, sorted.Count, await Complete(node, access, shown, cancel)));
        }

        return new PatientModel
        {
            Shell = PageShell.Of(node, "records.patient", PageSection.Patients),
            Id = id,
            Who = Join(PatientName.Of(patient), patient.Root.Text("gender") ?? "", Age(say, patient, node.Clock.GetUtcNow())),
            Title = PatientFacts.Title(say, lines),
            Facts = PatientFacts.Of(say, patient, lines),
            Groups = groups,
        };
    }

    private static async Task<IReadOnlyList<RecordLine>> Complete(CentreNode node, Access access, List<RecordLine> lines, CancellationToken cancel)
    {
        var verdicts = node.Verdicts.Find(lines.Select(line => (line.Type, line.Id)));
        var complete = new List<RecordLine>(lines.Count);
        foreach (var line in lines)
        {
            var origins = await node.Store.Origins(access, line.Type, line.Id, cancel);
            complete.Add(line with
            {
                Verdict = verdicts.TryGetValue($"{line.Type}/{line.Id}", out var verdict) ? verdict : null,
                Origin = origins.Count > 0 ? origins[0] : null,
            });
        }

        return complete;
    }

    private static string Age(Texts say, FhirDocument patient, DateTimeOffset now)
    {
        if (patient.Root.Text("birthDate") is not { } born || !ClinicalDate.IsDate(born)) return "";
        if (patient.Root["deceasedDateTime"].Exists || patient.Root["deceasedBoolean"].TextEquals("true"u8)) return say["patient.deceased"];
        var first = new ClinicalDate(born, null).First;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var years = today.Year - first.Year - (today < first.AddYears(today.Year - first.Year) ? 1 : 0);
        return say.Count("patient.years", years);
    }

    private static string Join(params IEnumerable<string> parts) => string.Join(" · ", parts.Where(part => part.Length > 0));
}
