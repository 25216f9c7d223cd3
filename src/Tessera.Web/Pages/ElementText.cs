using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Web.Pages;

/// <summary>What an element of a resource says, by a path such as <c>Condition.bodySite.coding.code</c>, indexes and extension names allowed.</summary>
internal static class ElementText
{
    public static string Of(FhirDocument resource, string path)
    {
        var nodes = new List<FhirNode> { resource.Root };
        foreach (var part in path.Split('.').Skip(1))
        {
            var name = part.Split('[', '(')[0];
            nodes = [.. nodes.SelectMany(node => Children(node, name))];
        }

        var texts = nodes.Select(Text).Where(text => text.Length > 0).Distinct().ToList();
        return path.Length == 0 || nodes is [{ Index: 0 }] ? "" : string.Join(", ", texts.Take(6));
    }

    private static List<FhirNode> Children(FhirNode node, string name)
    {
        var found = new List<FhirNode>();
        foreach (var item in node.Items)
        foreach (var child in item.Children)
            if (child.Name == name || (child.Name.StartsWith(name, StringComparison.Ordinal) && child.Name.Length > name.Length && char.IsAsciiLetterUpper(child.Name[name.Length]) && name is "value" or "effective" or "onset" or "performed"))
                foreach (var inner in child.Items) found.Add(inner);
        return found;
    }

    private static string Text(FhirNode node)
    {
        if (node.Kind != JsonKind.Object) return node.Kind == JsonKind.Array ? "" : node.ToText();
        if (node["value"].Kind == JsonKind.Number) return PlainText.Quantity(node);
        if (node["reference"].Exists) return node["reference"].ToText();
        return PlainText.Concept(node);
    }
}
