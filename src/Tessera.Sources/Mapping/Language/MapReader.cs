using YamlDotNet.RepresentationModel;

namespace Tessera.Sources.Mapping.Language;

/// <summary>Reads the code maps of a mapping: local words and what they mean, a code or <c>system|code</c>.</summary>
internal sealed class MapReader(MappingProblems problems)
{
    public Dictionary<string, CodeMap> Read(YamlMappingNode root)
    {
        var maps = new Dictionary<string, CodeMap>(StringComparer.Ordinal);
        if (MappingText.Node(root, "maps") is not { } node) return maps;
        if (node is not YamlMappingNode all)
        {
            problems.Add(node, "'maps' needs names of maps", "Write sex: and below it the local words.");
            return maps;
        }

        foreach (var (name, entries) in all.Children)
        {
            if (entries is YamlMappingNode local) maps[MappingText.Of(name)] = new CodeMap(MappingText.Of(name), Entries(local));
            else problems.Add(entries, $"the map '{MappingText.Of(name)}' needs lines of the form \"local: code\"");
        }

        return maps;
    }

    private IEnumerable<KeyValuePair<string, CodeTarget>> Entries(YamlMappingNode local)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, target) in local.Children)
        {
            var text = MappingText.Of(target);
            if (text.Length == 0) problems.Add(target, $"'{MappingText.Of(word)}' maps to nothing", "Write a code, system|code or system|code|its word.");
            else if (!seen.Add(MappingText.Of(word))) problems.Add(word, $"'{MappingText.Of(word)}' is there twice");
            else yield return new(Local(MappingText.Of(word)), Target(text.Split('|', 3)));
        }
    }

    // A code with its system may be looked up too, by any of the system's names.
    private static string Local(string word) =>
        word.LastIndexOf('|') is > 0 and var bar ? $"{MappingScope.CodeSystem(word[..bar])}|{word[(bar + 1)..]}" : word;

    private static CodeTarget Target(string[] parts) => parts switch
    {
        [var code] => new CodeTarget(code, null),
        [var system, var code] => new CodeTarget(code, MappingScope.CodeSystem(system)),
        _ => new CodeTarget(parts[1], parts[0].Length == 0 ? null : MappingScope.CodeSystem(parts[0])) { Display = parts[2] },
    };
}
