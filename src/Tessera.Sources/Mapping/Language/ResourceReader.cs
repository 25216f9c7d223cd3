using System.Text.Json;
using Tessera.Fhir.Definitions;
using Tessera.Sources.Mapping.Records;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the resources that a row becomes. What the profile fixes need not be said: it is filled in.</summary>
internal sealed class ResourceReader(FhirDefinitions definitions, MappingScope scope, string? patientColumn)
{
    private const string Profile = "profile";
    private const string Resource = "resource";
    private const string As = "as";
    private const string Shared = "shared";
    private const string Named = "named";
    private const string Keep = "keep";

    /// <summary>The type of a resource, from its profile or its own word; null when neither is known.</summary>
    public static string? TypeOf(YamlMappingNode node, FhirDefinitions definitions) =>
        (ProfileReader.NameOf(node) is { } name ? ProfileNames.Resource(name, definitions)?.Type : null) ?? MappingText.Value(node, Resource);

    /// <summary>The resources that rows of several patients describe together, by their words.</summary>
    public static IEnumerable<(string Word, string Type)> SharedWords(YamlMappingNode table, FhirDefinitions definitions) =>
        (MappingText.Node(table, "resources") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>()
            .Where(node => MappingText.Node(node, Shared) is not null && MappingText.Value(node, As) is not null && TypeOf(node, definitions) is not null)
            .Select(node => (MappingText.Value(node, As)!, TypeOf(node, definitions)!)) ?? [];

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
        var parts = Parts(node, structure, type, scope with { Keeps = false });
        parts.Insert(0, ("resourceType", Fixed.String(type.Name)));
        if (structure is not null) parts.Insert(1, ("meta", Fixed.Json($$"""{"profile":[{{JsonSerializer.Serialize(structure.Url)}}]}""")));
        return ElementReader.Object(type, parts);
    }

    private ResourceRule? Rule(YamlMappingNode node, MappingScope each)
    {
        if (!TryFind(node, out var structure, out var type) || !TryKeep(node, type, out var keep)) return null;
        if (keep is not null) each = each with { Keeps = true };
        foreach (var own in (string[])["id", "meta"])
            if (MappingText.Node(node, own) is { } place) scope.Problems.Add(place, $"'{own}' is made from the row's key, and cannot be said", "Leave it out.");
        var parts = Parts(node, structure, type, each);
        WarnWithoutPatient(node, type, parts);
        var condition = MappingText.Node(node, ElementReader.If) is { } when ? new ConditionReader(each).Read(when) : null;
        return new ResourceRule(type.Name, ElementReader.Object(type, parts))
        {
            Part = MappingText.Value(node, As) is { } word ? each.Said(word) : each.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            If = condition,
            Profiles = new ProfileReader(each).Read(node),
            Shared = SharedRule(node, type.Name, each),
            Keep = keep,
        };
    }

    // Without it the resource is nobody's, and FHIR often allows that.
    private void WarnWithoutPatient(YamlMappingNode node, FhirType type, List<(string Name, Element Value)> parts)
    {
        if (patientColumn is null || type.Properties.FirstOrDefault(property => property.JsonName is "subject" or "patient" && property.TypeName == "Reference") is not { } whose) return;
        if (!parts.Exists(part => part.Name == whose.JsonName)) scope.Problems.Warn(node, $"nothing says whose {type.Name} this is: '{whose.JsonName}' is missing", $"Write {whose.JsonName}: patient.");
    }

    private bool TryKeep(YamlMappingNode node, FhirType type, out KeptRest? keep)
    {
        keep = null;
        if (MappingText.Node(node, Keep) is not { } place) return true;
        if (MappingText.Of(place) != "rest") scope.Problems.Add(place, "'keep' is 'rest'", "Write keep: rest; what is not to be kept stands below the table's 'ignore'.");
        else if (scope.Record is null || scope.Record.Name != type.Name) scope.Problems.Add(place, "only a resource of the type of the table's records keeps the rest of a record");
        else keep = new KeptRest(type);
        return keep is not null;
    }

    private SharedRule? SharedRule(YamlMappingNode node, string type, MappingScope each)
    {
        if (scope.Record is not null && (MappingText.Node(node, Shared) ?? MappingText.Node(node, Named)) is { } own)
        {
            scope.Problems.Add(own, "'shared' and 'named' belong to tables of rows", "Records refer to one another by their ids.");
            return null;
        }

        if (MappingText.Node(node, Shared) is not { } place)
        {
            if (MappingText.Node(node, Named) is { } alone) scope.Problems.Add(alone, "'named' belongs to a resource that is 'shared'");
            return null;
        }

        var values = new ValueReader(each);
        var name = MappingText.Value(node, Named) is { } text ? values.Read(MappingText.Node(node, Named)!, text) : null;
        return values.Read(place, MappingText.Of(place)) is { } key ? new SharedRule(type, key, name) : null;
    }

    private List<(string Name, Element Value)> Parts(YamlMappingNode node, StructureDefinition? structure, FhirType type, MappingScope each) =>
        new ElementReader(each, patientColumn).Properties(node, type, structure is null ? default : ProfilePlace.Root(structure), Profile, Resource, As, Shared, Named, Keep);

    private bool TryFind(YamlMappingNode node, out StructureDefinition? structure, out FhirType type)
    {
        (structure, type) = (null, null!);
        if (ProfileReader.NameOf(node) is { } name)
        {
            var found = ProfileNames.Resource(name, definitions);
            if (found is null && MappingText.Node(node, Resource) is null && MappingText.Value(node, Profile) is null) return Refuse(node, name);
            // What one profile of several fixes is not filled in: not every row claims it.
            if (MappingText.Value(node, Profile) is not null)
            {
                structure = found;
                if (found is null && !ProfileReader.IsClaimedOnly(node, name)) return Refuse(node, name);
            }
            else if (MappingText.Node(node, Resource) is null) return IsType(found!.Type, node, out type);
        }

        return IsType(structure?.Type ?? MappingText.Value(node, Resource) ?? "", node, out type);
    }

    private bool IsType(string name, YamlMappingNode node, out FhirType type)
    {
        type = definitions.Type(name)!;
        if (type is { Kind: FhirTypeKind.Resource }) return true;
        scope.Problems.Add(node, "a resource needs 'profile' or 'resource'", "Write profile: mcode-cancer-patient, or resource: Condition.");
        return false;
    }

    private bool Refuse(YamlMappingNode node, string name)
    {
        scope.Problems.Add(MappingText.Node(node, Profile)!, $"there is no profile '{name}'", "Name one of a loaded package, such as mcode-primary-cancer-condition, or write its URL.");
        return false;
    }
}
