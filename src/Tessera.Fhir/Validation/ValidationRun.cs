using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Path;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>The validation of one document: where it is, what it has found, and the walk over resources. The walk over
/// properties, values and slices is in the other parts of this class. A thread uses one again and again, so that a resource without
/// findings costs no memory but its result.</summary>
internal sealed partial class ValidationRun
{
    [ThreadStatic] private static ValidationRun? reusable;

    private readonly RuleSet rules;
    private readonly IssuePath path = new();
    private readonly WellKnownNames known;
    private readonly List<Issue> issues = [];
    private readonly List<string> validated = [];
    private readonly List<string> profilesOfAll = [];
    private FhirDocument document = null!;
    private ReferenceTargets? targets;

    private ValidationRun(RuleSet rules)
    {
        (this.rules, known) = (rules, rules.Names);
        environment = new FhirPathContext { MemberOf = MemberOf, ConformsTo = (node, profile) => Known(ConformsTo(node, profile)) };
    }

    /// <summary>A run of this thread; give it back.</summary>
    public static ValidationRun For(RuleSet rules)
    {
        var run = reusable is { } kept && ReferenceEquals(kept.rules, rules) ? kept : new ValidationRun(rules);
        reusable = null;
        return run;
    }

    /// <summary>Forgets the document and offers the run to the thread's next validation.</summary>
    public void GiveBack()
    {
        (document, targets, resource, rootResource, checkedDiv) = (null!, null, default, default, default);
        environment.Move(default, default);
        path.Clear();
        lines.Clear();
        issues.Clear();
        notListed = default;
        validated.Clear();
        profilesOfAll.Clear();
        noted.Clear();
        ids.Clear();
        selections.Clear();
        reusable = this;
    }

    public ValidationResult Validate(FhirDocument subject, IReadOnlyList<string> profiles)
    {
        document = subject;
        steps = FewestSteps + (StepsPerNode * subject.NodeCount);
        var root = document.Root;
        Resource(root, profiles, isOutermost: true);
        return new ValidationResult(TypeOf(root), document.Id, validated.Count == 0 ? [] : validated.ToArray(), Findings());
    }

    /// <summary>The type that a resource says it has, or null.</summary>
    public string? TypeOf(FhirNode node) => node[known.ResourceType] is { Kind: JsonKind.String } type ? rules.Interned(type.Utf8) : null;

    /// <summary>Validates a resource against its type, or against its profiles, whose snapshots include the type's rules.</summary>
    private void Resource(FhirNode node, IReadOnlyList<string> demanded, bool isOutermost = false, bool isContained = false)
    {
        if (node.Kind != JsonKind.Object)
        {
            Report(IssueSeverity.Error, IssueType.Structure, "A resource must be a JSON object.", "Write one resource with a resourceType.");
            return;
        }
        var typeNode = node[known.ResourceType];
        if (typeNode.Kind != JsonKind.String)
        {
            Report(IssueSeverity.Error, IssueType.Structure, "The resource has no resourceType.", "Add the property resourceType with the name of a resource type.", "resourceType");
            return;
        }
        var type = rules.Interned(typeNode.Utf8);
        var pushed = path.Depth == 0;
        if (pushed) path.Push(type, -1);
        if (rules.ResourceType(type) is { } structure) ResourceOfType(node, structure, demanded, isOutermost, isContained);
        else Report(IssueSeverity.Error, IssueType.Structure, $"There is no resource type {Quoted(typeNode)} in FHIR R4.", "Correct the spelling; names are case sensitive.", "resourceType");
        if (pushed) path.Pop();
    }

    private void ResourceOfType(FhirNode node, StructureRule type, IReadOnlyList<string> demanded, bool isOutermost, bool isContained)
    {
        var (outer, outerRoot) = (resource, rootResource);
        resource = node;
        if (!isContained) rootResource = node;
        environment.Move(resource, rootResource);
        var checkedOne = false;
        var first = profilesOfAll.Count;
        AddProfiles(node, demanded, type);
        var end = profilesOfAll.Count;
        for (var i = first; i < end; i++)
        {
            var profile = profilesOfAll[i];
            if (rules.Find(profile) is not { } structure)
            {
                UncheckedProfile(profile);
            }
            else if (structure.Definition.Type != type.Definition.Type)
            {
                Report(IssueSeverity.Error, IssueType.Value, $"The profile {profile} is for {structure.Definition.Type}, not {type.Definition.Type}.", "Claim a profile of this type.", i - first < demanded.Count ? null : "meta.profile");
            }
            else
            {
                Structure(node, structure);
                if (isOutermost) validated.Add(profile);
                checkedOne = true;
            }
        }
        if (!checkedOne) Structure(node, type);
        type.Check?.Invoke(this, node);
        profilesOfAll.RemoveRange(first, end - first);
        (resource, rootResource) = (outer, outerRoot);
        environment.Move(resource, rootResource);
    }

    // Profiles of the resources that the walk is in, one after another: each level takes its own off again.
    private void AddProfiles(FhirNode node, IReadOnlyList<string> demanded, StructureRule type)
    {
        var first = profilesOfAll.Count;
        HashSet<string>? many = null;
        for (var i = 0; i < demanded.Count; i++) profilesOfAll.Add(demanded[i]);
        foreach (var claim in node[known.Meta][known.Profile].Items)
        {
            if (profilesOfAll.Count - first >= MostProfiles)
            {
                Unchecked(rules.Interned(claim.Utf8), $"More than {MostProfiles} profiles are claimed; the others were not checked.", "Claim the profiles that matter.");
                break;
            }
            // The type's own definition may be claimed too; it is checked anyway.
            if (claim.Kind != JsonKind.String) continue;
            var url = rules.Interned(claim.Utf8);
            if (url == type.Definition.Url) continue;
            if (many is null && profilesOfAll.Count - first >= ManyProfiles) many = [.. profilesOfAll.Skip(first)];
            if (many?.Add(url) ?? profilesOfAll.IndexOf(url, first) < 0) profilesOfAll.Add(url);
        }
    }

    /// <summary>Whether a value conforms to one of the profiles, without reporting why not.</summary>
    public SliceMatch ConformsToAny(FhirNode node, IReadOnlyList<string> profiles)
    {
        var answer = profiles.Count == 0 ? SliceMatch.Yes : SliceMatch.No;
        foreach (var profile in profiles)
        {
            var one = ConformsTo(node, profile);
            if (one > answer) answer = one;
        }
        return answer;
    }

    private SliceMatch ConformsTo(FhirNode node, string profile)
    {
        if (TypeOf(node) is not { } type) return rules.Find(profile) is { } structure ? Fits(node, structure) : SliceMatch.Unknown;
        // While a resource is being asked, what leads back to it counts as fitting.
        if (Targets.TryConformance(node, profile, out var answer)) return answer;
        Targets.Conforms(node, profile, SliceMatch.Yes);
        answer = ResourceConforms(node, type, profile);
        Targets.Conforms(node, profile, answer);
        return answer;
    }

    private SliceMatch ResourceConforms(FhirNode node, string type, string profile)
    {
        if (rules.Find(profile) is not { } structure) return SliceMatch.Unknown;
        if (type != structure.Definition.Type) return SliceMatch.No;
        // A resource that claims the profile, or one derived from it, is meant to be in the slice; what it breaks is reported there.
        return Claims(node, structure.Definition) ? SliceMatch.Yes : Fits(node, structure);
    }

    private SliceMatch Fits(FhirNode node, StructureRule structure)
    {
        if (!TryBegin(out var trial)) return SliceMatch.Unknown;
        Structure(node, structure);
        return End(trial);
    }

    private bool Claims(FhirNode node, StructureDefinition wanted)
    {
        foreach (var profile in node[known.Meta][known.Profile].Items)
        {
            var url = rules.Interned(profile.Utf8);
            for (var hops = 0; hops < 16 && rules.Definitions.FindStructure(url) is { } structure; hops++)
            {
                if (structure.Url == wanted.Url) return true;
                if (!structure.IsProfile || structure.BaseDefinition is not { } parent) break;
                url = parent;
            }
        }
        return false;
    }

    /// <summary>Starts a trial: what is found until its end is not reported, only judged. False when too many are under way.</summary>
    private bool TryBegin(out SliceMatch outer)
    {
        outer = judgement;
        if (trials >= MaxTrials) return false;
        judgement = SliceMatch.Yes;
        trials++;
        return true;
    }

    private SliceMatch End(SliceMatch outer)
    {
        var answer = judgement;
        judgement = outer;
        trials--;
        return answer;
    }

    private const int MostProfiles = 64;
    private const int MaxTrials = 8;
    private const int ManyProfiles = 32;
    private FhirNode resource;
    private FhirNode rootResource;
    private int trials;
    private SliceMatch judgement;

    /// <summary>The resource or contained resource that a Reference points to inside this document, or no node.</summary>
    public FhirNode Resolve(FhirNode reference) => Targets.Find(reference, resource);

    private ReferenceTargets Targets => targets ??= new ReferenceTargets(document.Root, known);
}
