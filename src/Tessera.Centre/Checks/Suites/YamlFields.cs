using YamlDotNet.RepresentationModel;

namespace Tessera.Centre.Checks.Suites;

/// <summary>The fields of a mapping in a suite's file.</summary>
internal sealed class YamlFields
{
    private readonly YamlMappingNode mapping;

    public YamlFields(string file, YamlNode node)
    {
        File = file;
        mapping = node as YamlMappingNode ?? throw new FormatException($"{file}, line {node.Start.Line}: fields are expected here");
    }

    public string File { get; }

    /// <summary>Refuses fields that nobody reads: a spelling error would otherwise make a check that checks nothing.</summary>
    public void AllowOnly(IReadOnlyCollection<string> keys)
    {
        foreach (var key in mapping.Children.Keys.Cast<YamlScalarNode>())
            if (!keys.Contains(key.Value!)) throw new FormatException($"{File}, line {key.Start.Line}: '{key.Value}' is not known here; there are {string.Join(", ", keys)}");
    }

    public YamlNode? Node(string key) => mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    public string? Optional(string key) => Node(key) is YamlScalarNode scalar ? scalar.Value : null;

    public string Text(string key) => Optional(key) ?? throw new FormatException($"{File}, line {mapping.Start.Line}: '{key}' is missing");

    public IEnumerable<YamlNode> List(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var other => throw new FormatException($"{File}, line {other.Start.Line}: '{key}' must be a list"),
    };

    /// <summary>A list of texts, which may be written as a single one; null when there is none.</summary>
    public IReadOnlyList<string>? Texts(string key) => Node(key) switch
    {
        null => null,
        YamlScalarNode scalar => [scalar.Value!],
        _ => [.. List(key).Cast<YamlScalarNode>().Select(item => item.Value!)],
    };

    /// <summary>The fields under a field, in order.</summary>
    public IEnumerable<KeyValuePair<string, YamlNode>> Children(string key) => Node(key) switch
    {
        null => [],
        YamlMappingNode inner => inner.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, pair.Value)),
        var other => throw new FormatException($"{File}, line {other.Start.Line}: '{key}' must have fields"),
    };

    /// <summary>The same where all values are texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string key) =>
        [.. Children(key).Select(pair => KeyValuePair.Create(pair.Key, (pair.Value as YamlScalarNode)?.Value ?? YamlJson.Write(pair.Value)))];
}
