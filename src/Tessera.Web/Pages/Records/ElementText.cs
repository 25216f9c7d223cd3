using Tessera.Centre.Import;
using Tessera.Fhir.Json;
using Tessera.Oncology.Mcode;

namespace Tessera.Web.Pages.Records;

/// <summary>What an element of a resource says, by the path of its origin.</summary>
internal static class ElementText
{
    private const int ValuesShown = 6;

    /// <summary>What the element says.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="path">The path.</param>
    /// <param name="isElsewhere">Parts that are from elsewhere, such as codings of code maps.</param>
    public static string Of(FhirDocument resource, string path, Func<FhirNode, bool> isElsewhere)
    {
        var parts = ElementPath.OfOrigin(path);
        if (parts.Count < 2) return "";
        List<FhirNode> nodes = [resource.Root];
        foreach (var part in parts.Skip(1)) nodes = [.. nodes.SelectMany(node => Children(node, part)).Where(node => !isElsewhere(node))];
        return string.Join(", ", nodes.Select(Text).Where(text => text.Length > 0).Distinct().Take(ValuesShown));
    }

    /// <summary>The elements of a resource that no origin names, with what they say: what a mapping sets by itself.</summary>
    public static IReadOnlyList<SourceCellUse> Set(FhirDocument resource, IEnumerable<SourceCellUse> fed)
    {
        var known = fed.Select(use => ElementPath.OfOrigin(use.Element)).Where(parts => parts.Count > 1).Select(parts => parts[1]).ToHashSet(StringComparer.Ordinal);
        var set = new List<SourceCellUse>();
        foreach (var child in resource.Root.Children)
        {
            if (child.Name is "resourceType" or "id" or "meta" or "text" or "contained" || child.Name[0] == '_') continue;
            foreach (var item in child.Items)
            {
                var part = item.Text("url") is { } url && child.Name.EndsWith("xtension", StringComparison.Ordinal) ? $"{child.Name} {url}" : child.Name;
                if (!known.Any(name => part == name || IsChoice(part, name))) set.Add(new SourceCellUse("", $"{resource.ResourceType}.{child.Name}") { Value = Text(item) });
            }
        }

        return [.. set.Where(use => use.Value.Length > 0)];
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
        if (PlainText.Concept(node) is { Length: > 0 } concept) return concept;
        // A part of several elements, such as a member of a group, says what they say.
        var parts = new List<string>();
        foreach (var child in node.Children)
        foreach (var item in child.Items)
            if (Text(item) is { Length: > 0 } part) parts.Add(part);
        return string.Join(" · ", parts);
    }
}
