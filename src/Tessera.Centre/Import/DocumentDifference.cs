using Tessera.Fhir.Json;

namespace Tessera.Centre.Import;

/// <summary>Where two versions of a resource differ, apart from what the store writes into <c>meta</c>.</summary>
internal static class DocumentDifference
{
    public static List<(string Path, string? Before, string? After)> Of(FhirDocument before, FhirDocument after)
    {
        var (left, right) = (Leaves(before), Leaves(after));
        var found = new List<(string, string?, string?)>();
        foreach (var (path, value) in left)
            if (!right.TryGetValue(path, out var other) || other != value) found.Add((path, value, other));
        foreach (var (path, value) in right)
            if (!left.ContainsKey(path)) found.Add((path, null, value));
        return found;
    }

    private static Dictionary<string, string> Leaves(FhirDocument document)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(document.Root, "", leaves);
        leaves.Remove("meta.versionId");
        leaves.Remove("meta.lastUpdated");
        return leaves;
    }

    private static void Add(FhirNode node, string path, Dictionary<string, string> leaves)
    {
        switch (node.Kind)
        {
            case JsonKind.Object:
                foreach (var child in node.Children) Add(child, path.Length == 0 ? child.Name : $"{path}.{child.Name}", leaves);
                break;
            case JsonKind.Array:
                var index = 0;
                foreach (var item in node.Items) Add(item, $"{path}[{index++}]", leaves);
                break;
            case var kind:
                leaves[path] = kind == JsonKind.String ? node.ToText() : node.ToString();
                break;
        }
    }
}
