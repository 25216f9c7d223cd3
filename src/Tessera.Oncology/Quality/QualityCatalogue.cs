using System.Security.Cryptography;
using System.Text;
using Tessera.Fhir.Definitions;
using Tessera.Oncology.Mcode;

namespace Tessera.Oncology.Quality;

/// <summary>The data elements that quality is told for, in both lists, with how each is found in a record.</summary>
public sealed class QualityCatalogue
{
    // What changes from visit to visit, so that an old value says little.
    private static readonly HashSet<string> Timely = new(StringComparer.Ordinal)
    {
        "mcode-cancer-disease-status", "mcode-ecog-performance-status", "mcode-karnofsky-performance-status", "mcode-lansky-play-performance-status",
        "mcode-body-surface-area", "mcode-comorbidities", "mcode-tumor-marker-test", "mcode-tumor-size",
    };

    // When what a record of a type says was so or was done.
    private static readonly string[] Dates =
    [
        "Condition.onset[x]", "Observation.effective[x]", "DiagnosticReport.effective[x]", "Procedure.performed[x]", "MedicationRequest.authoredOn",
        "MedicationAdministration.effective[x]", "Specimen.collection.collected[x]",
    ];

    private readonly List<QualityElement> elements = [];
    private readonly Dictionary<string, ProfilePlan> plans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QualityElement> byId;
    private readonly FhirDefinitions definitions;
    private readonly ProbeCompiler compiler;

    private QualityCatalogue(FhirDefinitions definitions)
    {
        this.definitions = definitions;
        compiler = new ProbeCompiler(definitions);
        var mustSupport = new MustSupportElements(definitions);
        foreach (var row in Stu1Elements.All) Add(row);
        foreach (var (profile, plan) in plans) CountDates(profile, plan);
        foreach (var profile in McodeProfileTable.All.OrderBy(profile => profile.Group))
        foreach (var id in mustSupport.Of(profile)) Add(profile, id);
        byId = elements.ToDictionary(element => element.Id, StringComparer.Ordinal);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', elements.Select(element => $"{element.Id} {element.ValueSet} {element.Denominator.Key}")))))[..16];
    }

    /// <summary>Every element, by its index: the list of STU1, then that of STU4 by group.</summary>
    public IReadOnlyList<QualityElement> Elements => elements;

    /// <summary>Changes when the elements or their places change, so that counts made with others are not read as these.</summary>
    public string Fingerprint { get; }

    /// <summary>Derives the lists from the definitions.</summary>
    public static QualityCatalogue Of(FhirDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return new QualityCatalogue(definitions);
    }

    /// <summary>The element with an id, or null.</summary>
    public QualityElement? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Elements of a profile that the cells of a source record feed, for a record that became none.</summary>
    /// <param name="profile">Name of the profile, or of the type where none is claimed.</param>
    /// <param name="fed">What the cells feed.</param>
    public IEnumerable<QualityElement> FedBy(string profile, FedElements fed)
    {
        ArgumentNullException.ThrowIfNull(fed);
        if (Plan(profile == "Patient" ? "mcode-cancer-patient" : profile) is not { } plan) yield break;
        foreach (var target in plan.Targets)
            if (target.Probes.Any(probe => fed.Feeds(plan.Probes[probe]))) yield return target.Element;
    }

    /// <summary>What is asked of records of a profile, by its name; null when nothing is.</summary>
    internal ProfilePlan? Plan(string profile) => plans.GetValueOrDefault(profile);

    private void Add(McodeProfile profile, string id)
    {
        var structure = definitions.FindStructure(profile.Url)!;
        var plan = PlanOf(profile.Name);
        var place = plan.PlaceOf(id, () => compiler.Compile(structure, id));
        var isPart = id.Count(letter => letter == '.') > 1;
        var element = new QualityElement
        {
            Index = elements.Count, Id = $"{profile.Name}/{id}", List = ElementList.Stu4, Group = profile.Group, Subject = profile.Label, Label = ElementLabel.Of(id),
            Paths = [$"{profile.Name}/{id}"], Denominator = Denominators.OfMustSupport(id, isPart),
            ValueSet = plan.Probes[place].Codes?.Url, Strength = plan.Probes[place].Codes is null ? null : plan.Probes[place].Strength, IsTimely = Timely.Contains(profile.Name),
        };
        elements.Add(element);
        plan.Targets.Add(new QualityTarget(element, [place], isPart, null));
    }

    private void Add(Stu1Row row)
    {
        var targets = row.Targets.Select(target => target.Split('+').Select(Place).ToArray()).ToList();
        var first = targets[0][^1];
        var codes = plans[first.Profile].Probes[first.Place];
        var element = new QualityElement
        {
            Index = elements.Count, Id = row.Id, List = ElementList.Stu1, Group = row.Group, Subject = row.Subject, Label = row.Label, Paths = [.. row.Targets],
            Denominator = row.Of, ValueSet = codes.Codes?.Url, Strength = codes.Codes is null ? null : codes.Strength, IsTimely = Timely.Contains(first.Profile),
        };
        elements.Add(element);
        foreach (var target in targets)
            plans[target[0].Profile].Targets.Add(new QualityTarget(element, [.. target.Select(part => part.Place)], Parent: false, row.Basis));
    }

    private (string Profile, int Place) Place(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (profile, id) = (path[..slash], path[(slash + 1)..]);
        return (profile, PlanOf(profile).PlaceOf(id, () => compiler.Compile(StructureOf(profile), id)));
    }

    // The list of STU1 has no date of most records: what they say is then as plausible as the day on which they say it was so.
    private void CountDates(string profile, ProfilePlan plan)
    {
        if (plan.Probes.Exists(probe => probe.Aspect == ProbeAspect.ClinicalDate)) return;
        var structure = StructureOf(profile);
        foreach (var id in Dates.Where(id => id.StartsWith(structure.Type + ".", StringComparison.Ordinal))) plan.PlaceOf(id, () => compiler.Compile(structure, id));
        for (var at = 0; at < plan.Targets.Count; at++) plan.Targets[at] = plan.Targets[at] with { CountsDates = true };
    }

    private StructureDefinition StructureOf(string profile) =>
        definitions.FindStructure(profile.StartsWith("mcode-", StringComparison.Ordinal) ? McodeProfile.UrlStart + profile : "http://hl7.org/fhir/StructureDefinition/" + profile)!;

    private ProfilePlan PlanOf(string profile)
    {
        if (!plans.TryGetValue(profile, out var plan)) plans.Add(profile, plan = new ProfilePlan());
        return plan;
    }
}
