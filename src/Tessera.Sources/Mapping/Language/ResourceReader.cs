using System.Text;
using Tessera.Fhir.Definitions;
using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the resources that a row becomes. What the profile fixes need not be said: it is filled in.</summary>
internal sealed class ResourceReader(FhirDefinitions definitions, MappingScope scope, string patientColumn)
{
    private const string Profile = "profile";
    private const string Resource = "resource";
    private const string As = "as";

    /// <summary>The type of a resource, from its profile or its own word; null when neither is known.</summary>
    public static string? TypeOf(YamlMappingNode node, FhirDefinitions definitions) =>
        MappingText.Value(node, Profile) is { } name ? Find(name, definitions)?.Type : MappingText.Value(node, Resource);

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
            if (item is not YamlMappingNode node) scope.Problems.Add(item, "a resource needs keys below it");
            else if (Rule(node) is { } rule) rules.Add(rule);
        }

        foreach (var same in rules.GroupBy(rule => (rule.Type, rule.Part)).Where(same => same.Count() > 1))
            scope.Problems.Add(list, $"two resources of a row are both {same.Key.Type}", "Tell them apart with \"as: a short word\".");
        return rules;
    }

    private ResourceRule? Rule(YamlMappingNode node)
    {
        var structure = MappingText.Value(node, Profile) is { } name ? Find(name, definitions) : null;
        if (structure is null && MappingText.Node(node, Profile) is { } place)
        {
            scope.Problems.Add(place, $"there is no profile '{MappingText.Of(place)}'", "Name one of a loaded package, such as mcode-primary-cancer-condition, or write its URL.");
            return null;
        }

        if (definitions.Type(structure?.Type ?? MappingText.Value(node, Resource) ?? "") is not { Kind: FhirTypeKind.Resource } type)
        {
            scope.Problems.Add(node, "a resource needs 'profile' or 'resource'", "Write profile: mcode-cancer-patient, or resource: Condition.");
            return null;
        }

        var parts = new ElementReader(scope, patientColumn).Properties(node, type, Profile, Resource, As);
        if (structure is not null) FillIn(structure, type, parts, node);
        var condition = MappingText.Node(node, ElementReader.If) is { } when ? scope.Condition(when) : null;
        return new ResourceRule(type.Name, new ObjectElement([.. parts])) { Part = MappingText.Value(node, As), Applies = condition, Profile = structure is null ? null : _ => structure.Url };
    }

    private void FillIn(StructureDefinition structure, FhirType type, List<(string Name, Element Value)> parts, YamlMappingNode place)
    {
        var named = parts.Select(part => type.Properties.First(property => property.JsonName == part.Name).ElementName).ToHashSet(StringComparer.Ordinal);
        foreach (var element in structure.Elements.Where(element => element.Path.Count(letter => letter == '.') == 1 && element.Min > 0))
        {
            var name = element.Path[(element.Path.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace("[x]", "", StringComparison.Ordinal);
            if (named.Contains(name)) continue;
            var value = element.Fixed.IsEmpty ? element.Pattern : element.Fixed;
            var property = type.Element(name).FirstOrDefault();
            if (!value.IsEmpty && property is not null)
            {
                var json = Encoding.UTF8.GetString(value.Span);
                parts.Add((property.JsonName, Fixed.Json(property.IsCollection ? $"[{json}]" : json)));
            }
            else if (element.SliceName is not null || !structure.Elements.Any(slice => slice.Path == element.Path && slice.SliceName is not null && slice.Min > 0))
            {
                scope.Problems.Warn(place, $"{structure.Name} needs '{name}'{(element.SliceName is { } slice ? $" ({slice})" : "")}, and nothing feeds it", "Resources without it are invalid.");
            }
        }
    }

    private static StructureDefinition? Find(string name, FhirDefinitions definitions) => definitions.FindStructure(name)
        ?? definitions.Urls(DefinitionKind.StructureDefinition).Where(url => url.EndsWith("/" + name, StringComparison.Ordinal)).Select(definitions.FindStructure)
            .FirstOrDefault(structure => structure is { Kind: "resource" });
}
