using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Sources.FhirRecords;

/// <summary>Which profiles of mCODE a resource may meet, by what its codes say. Whether it meets one is for validation to say.</summary>
internal sealed class McodeRecognition
{
    private static readonly string[] WithReasons = ["MedicationRequest", "MedicationAdministration", "Procedure"];

    private readonly McodeRules rules;
    private readonly bool cancerCohort;
    private readonly Func<string, bool> isCancerReference;

    /// <summary>Prepares a recognition.</summary>
    /// <param name="definitions">The loaded definitions.</param>
    /// <param name="cancerCohort">Whether every patient has cancer.</param>
    /// <param name="isCancerReference">Whether a reference leads to a cancer.</param>
    public McodeRecognition(FhirDefinitions definitions, bool cancerCohort, Func<string, bool> isCancerReference)
    {
        rules = new McodeRules(definitions);
        (this.cancerCohort, this.isCancerReference) = (cancerCohort, isCancerReference);
    }

    /// <summary>Whether a resource says itself that it is mCODE.</summary>
    public static bool IsClaimed(FhirDocument document)
    {
        foreach (var profile in document.Root["meta"]["profile"].Items)
            if (profile.ToText().StartsWith(McodeProfile.UrlStart, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The profiles, the most likely first.</summary>
    public IEnumerable<ProfileCandidate> Candidates(FhirDocument document, string type) => type switch
    {
        "Patient" => cancerCohort ? [new ProfileCandidate(McodeProfiles.CancerPatient, "Patient.id", "the source has cancer patients only", [])] : [],
        "Condition" => Conditions(document),
        "DiagnosticReport" => Reports(document),
        _ when WithReasons.Contains(type) && Reason(document) is { } reason => Treatments(document, type, reason).Concat(ByCode(document, type)),
        _ => ByCode(document, type),
    };

    /// <summary>A profile that a resource of an earlier edition claimed, in today's words.</summary>
    public ProfileCandidate Claimed(FhirDocument document, string profile) =>
        new(profile, $"{document.ResourceType}.meta.profile", "an earlier edition of the profile was claimed", Missing(document, profile));

    /// <summary>Whether a Condition is a cancer.</summary>
    public bool IsCancer(FhirDocument condition) => Kind(condition.Root) is { Kind: not CancerConditionKind.Other };

    private List<ProfileCandidate> ByCode(FhirDocument document, string type)
    {
        var candidates = new List<ProfileCandidate>();
        foreach (var coding in document.Root["code"]["coding"].Items)
        {
            if (coding.Text("code") is not { } code) continue;
            foreach (var profile in rules.Profiles(type, coding.Text("system") ?? "", code))
                candidates.Add(new ProfileCandidate(profile, $"{type}.code", $"the code is {code} of {coding.Text("system")}", Missing(document, profile)));
        }

        return candidates;
    }

    private IEnumerable<ProfileCandidate> Conditions(FhirDocument document)
    {
        var (kind, because) = Kind(document.Root);
        if (CancerConditions.Profile(kind) is not { } profile) yield break;
        yield return new ProfileCandidate(profile, "Condition.code", because, Missing(document, profile)) { Lacks = IsProblem(document) ? null : "the category is neither problem-list-item nor health-concern" };
    }

    // The profiles build on US Core's problems and health concerns; a diagnosis of a visit is another profile's.
    private static bool IsProblem(FhirDocument condition) =>
        Has(condition.Root["category"], CodeSystems.ConditionCategory, "problem-list-item") || Has(condition.Root["category"], CodeSystems.UsCoreConditionCategory, "health-concern");

    private (CancerConditionKind Kind, string Because) Kind(FhirNode condition)
    {
        foreach (var category in condition["category"].Items)
        foreach (var coding in category["coding"].Items)
        {
            if (coding.Text("system") != CodeSystems.Snomed) continue;
            if (coding.Text("code") is McodeCodes.SecondaryCancer) return (CancerConditionKind.Secondary, "the category says that it is a secondary cancer");
            if (coding.Text("code") is McodeCodes.PrimaryCancer) return (CancerConditionKind.Primary, "the category says that it is a primary cancer");
        }

        var kind = rules.Kind(condition["code"], out var code);
        if (kind is not null) return (kind.Value, $"the code is {code}");
        foreach (var extension in condition["extension"].Items)
            if (extension.Text("url") == McodeExtensions.HistologyMorphologyBehavior) return (CancerConditionKind.Primary, "it has a histology");
        return (CancerConditionKind.Other, "");
    }

    private static IEnumerable<ProfileCandidate> Reports(FhirDocument document) => Has(document.Root["category"], "http://terminology.hl7.org/CodeSystem/v2-0074", "GE")
        ? [new ProfileCandidate(McodeProfile.UrlStart + "mcode-genomics-report", "DiagnosticReport.category", "the category is genetics", [])] : [];

    private IEnumerable<ProfileCandidate> Treatments(FhirDocument document, string type, string reason)
    {
        var profile = type switch
        {
            "MedicationRequest" => McodeProfiles.CancerRelatedMedicationRequest,
            "MedicationAdministration" => McodeProfiles.CancerRelatedMedicationAdministration,
            _ => rules.IsSurgery(document.Root["code"]) ? McodeProfiles.CancerRelatedSurgicalProcedure : null,
        };
        if (profile is not null) yield return new ProfileCandidate(profile, $"{type}.{reason}", "the reason is a cancer", []);
    }

    // A medicine or operation is mCODE's when it is for a cancer, and only the source can say so.
    private string? Reason(FhirDocument document)
    {
        foreach (var reason in document.Root["reasonCode"].Items)
            if (rules.Kind(reason, out _) is not (null or CancerConditionKind.Other)) return "reasonCode";
        foreach (var reason in document.Root["reasonReference"].Items)
            if (reason.Text("reference") is { } reference && isCancerReference(reference)) return "reasonReference";
        return null;
    }

    private List<string> Missing(FhirDocument document, string profile)
    {
        var missing = new List<string>();
        foreach (var (system, code) in rules.Categories(profile))
            if (!Has(document.Root["category"], system, code)) missing.Add(Category(system, code));
        if (!document.Root["category"].Exists && missing.Count == 0 && McodeRules.UsualCategory(profile) is { } usual) missing.Add(Category(CodeSystems.ObservationCategory, usual));
        return missing;
    }

    private static string Category(string system, string code) => $$"""{"coding":[{"system":"{{system}}","code":"{{code}}"}]}""";

    private static bool Has(FhirNode categories, string system, string code)
    {
        foreach (var category in categories.Items)
        foreach (var coding in category["coding"].Items)
            if (coding.Text("system") == system && coding.Text("code") == code) return true;
        return false;
    }
}
