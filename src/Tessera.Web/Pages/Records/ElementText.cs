using Tessera.Centre.Import;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Web.Pages.Records;

/// <summary>What an element of a resource says, by the path of its origin.</summary>
internal static class ElementText
{
    private const int ValuesShown = 6;

    public static string Of(FhirDocument resource, string path)
    {
        var parts = ElementPath.OfOrigin(path);
        if (parts.Count < 2) return "";
        List<FhirNode> nodes = [resource.Root];
        foreach (var part in parts.Skip(1)) nodes = [.. nodes.SelectMany(node => Children(node, part))];
        return string.Join(", ", nodes.Select(Text).Where(text => text.Length > 0).Distinct().Take(ValuesShown));
    }

    private static List<FhirNode> Children(FhirNode node, string part)
    {
        var found = new List<FhirNode>();
        var name = part.Split(' ')[0];
        foreach (var child in node.Children)
        {
            if (child.Name != name && !IsChoice(child.Name, name)) continue;
            foreach (var item in child.Items)
                if (part.Length == name.Length || item.Text("url") == part[(name.Length + 1)..]) found.Add(item);
        }

        return found;
    }

    // "value" in a path is "valueQuantity" in JSON.
    private static bool IsChoice(string json, string name) =>
        json.Length > name.Length && json.StartsWith(name, StringComparison.Ordinal) && char.IsAsciiLetterUpper(json[name.Length])
        && name is "value" or "effective" or "onset" or "performed" or "medication" or "deceased" or "asNeeded" or "occurrence";

    private static string Text(FhirNode node)
    {
        if (node.Kind != JsonKind.Object) return node.Kind == JsonKind.Array ? "" : node.ToText();
        if (node["value"].Kind == JsonKind.Number) return PlainText.Quantity(node);
        if (node["reference"].Exists) return node["reference"].ToText();
        return PlainText.Concept(node);
    }
}
