using Tessera.Fhir.Definitions;
using Tessera.Fhir.Json;
using Tessera.Fhir.Validation.Rules;

namespace Tessera.Fhir.Validation;

/// <summary>The validation of one document: where it is, what it has found, and the walk over resources. The walk over
/// properties, values and slices is in the other parts of this class.</summary>
internal sealed partial class ValidationRun
{
    private readonly RuleSet rules;
    private readonly FhirDocument document;
    private readonly IssuePath path = new();
    private readonly WellKnownNames known;
    private List<Issue> issues = [];
    private ReferenceTargets? targets;

    public ValidationRun(RuleSet rules, FhirDocument document)
    {
        (this.rules, this.document, known) = (rules, document, rules.Names);
    }

    public ValidationResult Validate(IReadOnlyList<string> profiles)
    {
        var root = document.Root;
        var validated = new List<string>();
        Resource(root, profiles, validated);
        var found = issues.Count < 2 ? issues : issues.DistinctBy(issue => (issue.Type, issue.Expression, issue.Message, issue.Constraint)).ToList();
        return new ValidationResult(document.ResourceType, document.Id, validated, found);
    }

    /// <summary>Validates a resource against its type, or against its profiles, whose snapshots include the type's rules.</summary>
    private void Resource(FhirNode node, IReadOnlyList<string> demanded, List<string>? validated = null, bool isContained = false)
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
        if (rules.ResourceType(type) is { } structure) ResourceOfType(node, structure, demanded, validated, isContained);
        else Report(IssueSeverity.Error, IssueType.Structure, $"There is no resource type {Quoted(typeNode)} in FHIR R4.", "Correct the spelling; names are case sensitive.", "resourceType");
        if (pushed) path.Pop();
    }

    private void ResourceOfType(FhirNode node, StructureRule type, IReadOnlyList<string> demanded, List<string>? validated, bool isContained)
    {
        var (outer, outerRoot) = (resource, rootResource);
        resource = node;
        if (!isContained) rootResource = node;
        environment = null;
        var checkedOne = false;
        foreach (var profile in ProfilesOf(node, demanded, type))
        {
            if (rules.Find(profile) is not { } structure)
            {
                Unchecked(profile, $"The profile {profile} is not loaded, so nobody could check it.", "Load the package that defines it.");
            }
            else if (structure.Definition.Type != type.Definition.Type)
            {
                Report(IssueSeverity.Error, IssueType.Value, $"The profile {profile} is for {structure.Definition.Type}, not {type.Definition.Type}.", "Claim a profile of this type.", "meta.profile");
            }
            else
            {
                Structure(node, structure);
                validated?.Add(profile);
                checkedOne = true;
            }
        }
        if (!checkedOne) Structure(node, type);
        type.Check?.Invoke(this, node);
        (resource, rootResource, environment) = (outer, outerRoot, null);
    }

    private List<string> ProfilesOf(FhirNode node, IReadOnlyList<string> demanded, StructureRule type)
    {
        var claims = node[known.Meta][known.Profile];
        if (demanded.Count == 0 && !claims.Exists) return [];
        var profiles = new List<string>(demanded);
        foreach (var claim in claims.Items)
            if (claim.Kind == JsonKind.String && rules.Interned(claim.Utf8) is var url && !profiles.Contains(url)) profiles.Add(url);
        // The type's own definition may be claimed too; it is checked anyway.
        profiles.Remove(type.Definition.Url);
        return profiles;
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
        if (rules.Find(profile) is not { } structure) return SliceMatch.Unknown;
        if (node.Text("resourceType") is { } type && type != structure.Definition.Type) return SliceMatch.No;
        // A resource that claims the profile, or one derived from it, is meant to be in the slice; what it breaks is reported there.
        if (node.Text("resourceType") is not null && Claims(node, structure.Definition)) return SliceMatch.Yes;
        return Fits(node, structure);
    }

    private SliceMatch Fits(FhirNode node, StructureRule structure) => Trial(() => Structure(node, structure));

    private bool Claims(FhirNode node, StructureDefinition wanted)
    {
        foreach (var profile in node[known.Meta][known.Profile].Items)
        {
            var url = profile.ToText();
            for (var hops = 0; hops < 16 && rules.Definitions.FindStructure(url) is { } structure; hops++)
            {
                if (structure.Url == wanted.Url) return true;
                if (!structure.IsProfile || structure.BaseDefinition is not { } parent) break;
                url = parent;
            }
        }
        return false;
    }

    /// <summary>Validates into a list of its own that is thrown away.</summary>
    private SliceMatch Trial(Action check)
    {
        if (trials >= MaxTrials) return SliceMatch.Unknown;
        var kept = issues;
        issues = [];
        trials++;
        check();
        trials--;
        var errors = issues.Exists(issue => issue.Severity >= IssueSeverity.Error);
        var open = issues.Exists(IsUnchecked);
        issues = kept;
        return errors ? SliceMatch.No : open ? SliceMatch.Unknown : SliceMatch.Yes;
    }

    private const int MaxTrials = 8;
    private FhirNode resource;
    private FhirNode rootResource;
    private int trials;

    /// <summary>The resource or contained resource that a Reference points to inside this document, or no node.</summary>
    public FhirNode Resolve(FhirNode reference) => Targets.Find(reference, resource);

    private ReferenceTargets Targets => targets ??= new ReferenceTargets(document.Root, known);
}
