using System.Text.Json;
using Tessera.Fhir.Definitions;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the resources that a row becomes. What the profile fixes need not be said: it is filled in.</summary>
internal sealed class ResourceReader(FhirDefinitions definitions, MappingScope scope, string? patientColumn)
{
    private const string Profile = "profile";
    private const string Resource = "resource";
    private const string As = "as";

    /// <summary>The type of a resource, from its profile or its own word; null when neither is known.</summary>
    public static string? TypeOf(YamlMappingNode node, FhirDefinitions definitions) =>
        (MappingText.Value(node, Profile) is { } name ? ProfileNames.Resource(name, definitions)?.Type : null) ?? MappingText.Value(node, Resource);

    /// <summary>What references may lead to: each resource of a table by its word, and the first one also without.</summary>
    public static IEnumerable<(string Word, string Type, bool IsConditional)> Words(YamlMappingNode table, FhirDefinitions definitions) =>
        (MappingText.Node(table, "resources") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>().Where(node => TypeOf(node, definitions) is not null)
            .Select(node => (MappingText.Value(node, As) ?? "", TypeOf(node, definitions)!, MappingText.Node(node, ElementReader.If) is not null)) ?? [];

    public IReadOnlyList<ResourceRule> Read(YamlMappingNode table)
    {
        if (MappingText.Node(table, "resources") is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            scope.Problems.Add(MappingText.Node(table, "resources") ?? table, "a table needs 'resources', a list of what a row becomes", "Begin each with \"- profile:\" or \"- resource:\".");
            return [];
        }

        var rules = new List<ResourceRule>();
        foreach (var item in list.Children)
        {
            if (item is YamlMappingNode node) rules.AddRange(scope.Repeated(node).Select(each => Rule(node, each)).OfType<ResourceRule>());
            else scope.Problems.Add(item, "a resource needs keys below it");
        }

        foreach (var same in rules.GroupBy(rule => (rule.Type, rule.Part)).Where(same => same.Count() > 1))
            scope.Problems.Add(list, $"two resources of a row are both {same.Key.Type}", "Tell them apart with \"as: a short word\".");
        return rules;
    }

    /// <summary>A resource inside another, or null after noting a problem.</summary>
    public Element? Inside(YamlMappingNode node)
    {
        if (!TryFind(node, out var structure, out var type)) return null;
        var parts = Parts(node, structure, type, scope);
        parts.Insert(0, ("resourceType", Fixed.String(type.Name)));
        if (structure is not null) parts.Insert(1, ("meta", Fixed.Json($$"""{"profile":[{{JsonSerializer.Serialize(structure.Url)}}]}""")));
        return new ObjectElement([.. parts]);
    }

    private ResourceRule? Rule(YamlMappingNode node, MappingScope each)
    {
        if (!TryFind(node, out var structure, out var type)) return null;
        foreach (var own in (string[])["id", "meta"])
            if (MappingText.Node(node, own) is { } place) scope.Problems.Add(place, $"'{own}' is made from the row's key, and cannot be said", "Leave it out.");
        var parts = Parts(node, structure, type, each);
        var condition = MappingText.Node(node, ElementReader.If) is { } when ? each.Condition(when) : null;
        return new ResourceRule(type.Name, new ObjectElement([.. parts]))
        {
            Part = MappingText.Value(node, As) is { } word ? each.Said(word) : each.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Applies = condition,
            IsConditional = condition is not null,
            Profile = (structure?.Url ?? ClaimedOnly(node)) is { } claimed ? _ => claimed : null,
        };
    }

    private List<(string Name, Element Value)> Parts(YamlMappingNode node, StructureDefinition? structure, FhirType type, MappingScope each) =>
        new ElementReader(each, patientColumn).Properties(node, type, structure is null ? default : ProfilePlace.Root(structure), Profile, Resource, As);

    private bool TryFind(YamlMappingNode node, out StructureDefinition? structure, out FhirType type)
    {
        (structure, type) = (MappingText.Value(node, Profile) is { } name ? ProfileNames.Resource(name, definitions) : null, null!);
        var missing = structure is null ? MappingText.Node(node, Profile) : null;
        if (missing is not null && ClaimedOnly(node) is { } url) scope.Problems.Warn(missing, $"{url} is not loaded, so resources are not checked against it", "Add its package.");
        else if (missing is not null)
        {
            scope.Problems.Add(missing, $"there is no profile '{MappingText.Of(missing)}'", "Name one of a loaded package, such as mcode-primary-cancer-condition, or write its URL.");
            return false;
        }

        if (definitions.Type(structure?.Type ?? MappingText.Value(node, Resource) ?? "") is { Kind: FhirTypeKind.Resource } found)
        {
            type = found;
            return true;
        }

        scope.Problems.Add(node, "a resource needs 'profile' or 'resource'", "Write profile: mcode-cancer-patient, or resource: Condition.");
        return false;
    }

    // A resource may claim the profile of a package that the centre does not have, when it says its type.
    private static string? ClaimedOnly(YamlMappingNode node) =>
        MappingText.Value(node, Resource) is not null && MappingText.Value(node, Profile) is { } url && url.Contains("://", StringComparison.Ordinal) ? url : null;
}
