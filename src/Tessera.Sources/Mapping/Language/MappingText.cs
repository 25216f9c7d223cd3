using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Texts of YAML nodes.</summary>
internal static class MappingText
{
    /// <summary>The text of a node, or empty.</summary>
    public static string Of(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    /// <summary>The text under a key, or null.</summary>
    public static string? Value(YamlMappingNode node, string key) => Node(node, key) is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    /// <summary>The node under a key, or null.</summary>
    public static YamlNode? Node(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;

    /// <summary>The texts under a key: a list, or a single one.</summary>
    public static IReadOnlyList<string> Values(YamlMappingNode node, string key) => Node(node, key) switch
    {
        YamlSequenceNode list => [.. list.Children.Select(Of)],
        YamlScalarNode { Value: { Length: > 0 } text } => [text],
        _ => [],
    };
}
